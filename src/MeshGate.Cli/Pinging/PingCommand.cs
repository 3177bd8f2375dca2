using System.CommandLine;
using MeshGate.Cli.Clusters;
using MeshGate.Cli.Completion;
using MeshGate.Cli.Output;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Pinging;

/// <summary>
/// <c>meshgate ping A B</c>: has A's daemon send echoes to B through the tunnel and say by which path. Exit code 0 if an answer came, 1 if none did,
/// 2 if A's daemon cannot be asked.
/// </summary>
public static class PingCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var one = new Argument<string>("NODE") { Description = "The MeshNode that asks." }.WithNodes();
        var other = new Argument<string>("PEER") { Description = "The MeshNode that answers." }.WithNodes();
        var count = new Option<int>("--count", "-c") { Description = "How many echoes, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 3 };
        Option<string> @namespace = NamespaceOptions.Nodes();
        Option<OutputFormat> output = OutputOption.Create();
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--count must be between 1 and 1000");
            }
        });
        var command = new Command("ping", "Sends echoes from one node to another through the tunnel, in the first one's daemon, and says by which path they went.") { one, other, count, @namespace, output };
        command.SetAction((result, cancellationToken) => MeshQuery.AskAsync(
            result,
            cluster => RunAsync(cluster, result.GetValue(one)!, result.GetValue(other)!, result.GetValue(count), result.GetValue(@namespace)!, result.GetValue(output), result.InvocationConfiguration, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        Cluster cluster, string one, string other, int count, string @namespace, OutputFormat output, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        MeshNode? source = await cluster.Mesh.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(one), cancellationToken);
        MeshNode? destination = await cluster.Mesh.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(other), cancellationToken);
        if (source is null || destination is null)
        {
            return await SayAsync($"there is no MeshNode {(source is null ? one : other)}", ExitCode.NotWell);
        }

        if (destination.Spec?.Addresses is not [var first, ..])
        {
            return await SayAsync($"{other} has no mesh address yet", ExitCode.NotWell);
        }

        string address = first.Split('/')[0];
        if (source.Spec?.NodeName is not { Length: > 0 } node)
        {
            return await SayAsync($"{one} is outside the cluster; on that machine run: meshgate-noded ping {other} {address}", ExitCode.NoAnswer);
        }

        if (await DaemonPod.ListAsync(cluster.Api, @namespace, node, cancellationToken) is not [{ IsRunning: true } pod])
        {
            return await SayAsync($"no daemon runs on Node {node}: kubectl get pods -n {@namespace} --field-selector spec.nodeName={node}", ExitCode.NoAnswer);
        }

        bool isForPeople = output is OutputFormat.Table or OutputFormat.Wide;
        var lines = new List<string>();
        string[] arguments = ["ping", other, address, "--count", $"{count}", .. pod.OptionsOf("--metrics"), .. isForPeople ? Array.Empty<string>() : ["--json"]];
        (int code, string error) = await pod.RunAsync(arguments, isForPeople ? console.Output.WriteLine : lines.Add, cancellationToken);
        output.Write(console.Output, () => PingReport.Write(one, other, lines), _ => { });
        return code is ExitCode.Well or ExitCode.NotWell && error.Length == 0 ? code : await SayAsync($"the daemon of {one} cannot ping: {error}", ExitCode.NoAnswer);

        async Task<int> SayAsync(string problem, int code)
        {
            await console.Error.WriteLineAsync($"meshgate: {problem}");
            return code;
        }
    }
}
