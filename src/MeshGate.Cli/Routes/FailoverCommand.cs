using System.CommandLine;
using System.Text.Json.Nodes;
using MeshGate.Cli.Completion;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Routes;

/// <summary>
/// <c>meshgate failover</c>: moves a route to another of its paths by the annotation that GitOps would set. Exit code 0 once traffic is
/// there, 1 if it does not get there, 2 if the API server cannot be asked.
/// </summary>
public static class FailoverCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var route = new Argument<string>("ROUTE") { Description = "The MeshRoute; it leads to a node." }.WithRoutes();
        var to = new Option<string?>("--to") { Description = "The path: direct, turn, a relay's name, or two with a plus between. Left out, the best other one that works.", HelpName = "PATH" };
        var back = new Option<bool>("--back") { Description = "Let traffic return to the primary path." };
        var command = new Command("failover", "Moves a route's traffic to another of its paths, until it is moved back. Exits 0 once it is there.") { route, to, back };
        command.Validators.Add(result =>
        {
            if (result.GetValue(to) is not null && result.GetValue(back))
            {
                result.AddError("give either --to or --back");
            }
        });
        command.SetAction((result, cancellationToken) => MeshQuery.AskAsync(
            result, cluster => RunAsync(cluster.Mesh, result.GetValue(route)!, result.GetValue(to), result.GetValue(back), result.InvocationConfiguration, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(KubernetesHttpClient client, string name, string? named, bool isBack, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Cluster(name);
        if (await client.GetAsync(Resources.MeshRoutes, key, cancellationToken) is not { } route)
        {
            await console.Error.WriteLineAsync($"meshgate: there is no MeshRoute {name}");
            return 1;
        }

        string? problem = null;
        string? path = isBack ? (route.Status?.Paths is [var primary, ..] ? primary.Name : null) : FailoverChoice.Choose(route, named, out problem);
        if (problem is not null)
        {
            await console.Error.WriteLineAsync($"meshgate: {problem}");
            return 1;
        }

        JsonNode? wish = isBack ? null : path;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [MeshGateApi.FailoverToAnnotation] = wish } } };
        await client.PatchAsync(Resources.MeshRoutes, key, patch, null, cancellationToken);
        long started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
            route = await client.GetAsync(Resources.MeshRoutes, key, cancellationToken);
            if (route?.Status?.ActivePath?.Name == path)
            {
                await console.Output.WriteLineAsync($"{name}: traffic takes {path}");
                return 0;
            }
        }

        await console.Error.WriteLineAsync($"meshgate: {name}: traffic takes {route?.Status?.ActivePath?.Name ?? "no path"} after {Patience.TotalSeconds:0} s; {path} is taken as soon as it works");
        return 1;
    }
}
