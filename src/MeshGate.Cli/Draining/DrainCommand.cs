using System.CommandLine;
using System.Text.Json.Nodes;
using MeshGate.Cli.Completion;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Draining;

/// <summary>
/// <c>meshgate drain</c>: has a node's work for others moved elsewhere before it goes. Exit code 0 once nobody depends on it, 1 if some still do when the
/// time is over, 2 if the API server cannot be asked.
/// </summary>
public static class DrainCommand
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var node = new Argument<string>("NODE") { Description = "The MeshNode." }.WithNodes();
        var off = new Option<bool>("--off") { Description = "Take the node back into service." };
        var timeout = new Option<string>("--timeout") { Description = "How long to wait.", HelpName = "DURATION", DefaultValueFactory = _ => "3m" };
        var command = new Command("drain", "Moves what a node does for others elsewhere, without a lost packet. Exits 0 once the node can go.") { node, off, timeout };
        timeout.Validators.Add(result =>
        {
            if (!MeshDuration.TryParse(result.GetValueOrDefault<string>(), out TimeSpan wanted) || wanted <= TimeSpan.Zero)
            {
                result.AddError("--timeout must be a duration such as 3m");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            _ = MeshDuration.TryParse(result.GetValue(timeout), out TimeSpan patience);
            return MeshQuery.AskAsync(
                result, cluster => RunAsync(cluster.Mesh, result.GetValue(node)!, !result.GetValue(off), patience, result.InvocationConfiguration, cancellationToken));
        });
        return command;
    }

    private static async Task<int> RunAsync(KubernetesHttpClient client, string name, bool isWanted, TimeSpan patience, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Cluster(name);
        if (await client.GetAsync(Resources.MeshNodes, key, cancellationToken) is null)
        {
            await console.Error.WriteLineAsync($"meshgate: there is no MeshNode {name}");
            return 1;
        }

        MeshNode? node = await client.PatchAsync(Resources.MeshNodes, key, new JsonObject { ["spec"] = new JsonObject { ["drain"] = isWanted } }, null, cancellationToken);
        if (!isWanted)
        {
            await console.Output.WriteLineAsync($"{name}: in service again");
            return 0;
        }

        long started = TimeProvider.System.GetTimestamp();
        string? said = null;
        while (node is not null)
        {
            var progress = DrainProgress.Of(node);
            if (progress.Text != said)
            {
                said = progress.Text;
                await console.Output.WriteLineAsync($"{name}: {said}");
            }

            if (progress.IsDone)
            {
                return 0;
            }

            if (TimeProvider.System.GetElapsedTime(started) >= patience)
            {
                await console.Error.WriteLineAsync($"meshgate: {name} still drains after {patience.TotalSeconds:0} s, and goes on doing so");
                return 1;
            }

            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
            node = await client.GetAsync(Resources.MeshNodes, key, cancellationToken);
        }

        await console.Error.WriteLineAsync($"meshgate: {name} was deleted meanwhile");
        return 1;
    }
}
