using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using k8s.Autorest;
using MeshGate.Cli.Clusters;
using MeshGate.Core.Policy;

namespace MeshGate.Cli.Joining;

/// <summary>
/// <c>meshgate join-token</c>: makes what one machine outside the cluster needs to take part. Exit code 0 once the kubeconfig file is written, 1 if
/// something is refused, 2 if the API server cannot be asked.
/// </summary>
public static class JoinTokenCommand
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var node = new Argument<string>("NODE") { Description = "The MeshNode; it is made where there is none." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Where the kubeconfig file goes, readable by you alone; default: NODE.kubeconfig.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var server = new Option<string?>("--server") { Description = "The API server's address as the machine reaches it; default: as you reach it.", HelpName = "URL" };
        var duration = new Option<string>("--duration") { Description = "How long the token lives; the daemon renews it at half of that. 10m to 8784h.", HelpName = "DURATION", DefaultValueFactory = _ => "720h" };
        var region = new Option<string?>("--region") { Description = "spec.region of a MeshNode that is made.", HelpName = "REGION" };
        var zone = new Option<string?>("--zone") { Description = "spec.zone of a MeshNode that is made.", HelpName = "ZONE" };
        var command = new Command("join-token", "Lets a machine outside the cluster take part: makes its MeshNode and account, and writes a kubeconfig file for its daemon.")
        {
            node, output, force, server, duration, region, zone,
        };
        node.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= JoinObjects.MaxNameLength } name || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.'))
            {
                result.AddError($"NODE must be an object's name: lower case letters, digits, '-' and '.', at most {JoinObjects.MaxNameLength} characters");
            }
        });
        server.Validators.Add(result =>
        {
            if (!IsAddress(result.GetValueOrDefault<string?>(), out _))
            {
                result.AddError("--server must be an https or http address, such as https://api.example.org:6443");
            }
        });
        duration.Validators.Add(result =>
        {
            if (!MeshDuration.TryParse(result.GetValueOrDefault<string>(), out TimeSpan wanted) || wanted < Shortest || wanted > Longest)
            {
                result.AddError("--duration must be a duration from 10m to 8784h, such as 720h");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            InvocationConfiguration console = result.InvocationConfiguration;
            string name = result.GetValue(node)!;
            FileInfo file = result.GetValue(output) ?? new FileInfo($"{name}.kubeconfig");
            if (file.Exists && !result.GetValue(force))
            {
                await console.Error.WriteLineAsync($"meshgate: {file.FullName} is there already; --force writes over it");
                return 1;
            }

            _ = MeshDuration.TryParse(result.GetValue(duration), out TimeSpan lifetime);
            try
            {
                using Cluster cluster = ClusterOptions.Find(result);
                var api = new JoinApi(cluster);
                JoinKubeconfig made = await api.RunAsync(new JoinObjects(name), lifetime, IsAddress(result.GetValue(server), out Uri? address) ? address : null, result.GetValue(region), result.GetValue(zone), cancellationToken);
                Save(file, made.Write());
                await console.Output.WriteLineAsync($"{file.FullName} is the kubeconfig file of {name}, and a secret. On the machine:");
                await console.Output.WriteLineAsync($"  meshgate-noded --node {name} --kubeconfig {file.Name}");
                return 0;
            }
            catch (Exception e) when (e is HttpOperationException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                await console.Error.WriteLineAsync($"meshgate: {MeshQuery.Explain(e)}");
                return ExitCode.NotWell;
            }
            catch (Exception e) when (MeshQuery.IsUnanswered(e))
            {
                await console.Error.WriteLineAsync($"meshgate: {MeshQuery.Explain(e)}");
                return ExitCode.NoAnswer;
            }
        });
        return command;
    }

    private static bool IsAddress(string? text, [NotNullWhen(true)] out Uri? address)
        => Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme is "https" or "http");

    private static void Save(FileInfo file, string text)
    {
        file.Delete();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file.FullName, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
