using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Namespaces;

/// <summary>Builds a planned network. Taking it away again is <see cref="LabRemoval"/>'s work, which needs no plan.</summary>
public static class NetworkBuilder
{
    /// <summary>Makes namespaces, cables, addresses, routes and rulesets.</summary>
    /// <exception cref="LabException">A tool failed; the message says which command.</exception>
    public static async Task BuildAsync(NetworkPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await IpAsync(null, plan.Nodes.Select(n => $"netns add {n.Namespace}"), cancellationToken);

        // Before the interfaces: they take their settings from the namespace's defaults when they are made.
        foreach (var node in plan.Nodes)
        {
            new NetworkNamespace(node.Namespace).SetParameters(node.Parameters);
        }

        await IpAsync(
            null,
            plan.Veths.Select(v =>
                $"link add {v.InterfaceA} netns {v.NamespaceA} type veth peer name {v.InterfaceB} netns {v.NamespaceB}"),
            cancellationToken);
        foreach (var stage in plan.Nodes.GroupBy(n => n.Stage).OrderBy(g => g.Key))
        {
            await Parallel.ForEachAsync(
                stage,
                new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
                FurnishAsync);
        }

        await Parallel.ForEachAsync(
            plan.Nodes.Select(node => node.Namespace),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            (name, token) => LinkReadiness.WaitAsync(name, "veth", token));
    }

    /// <summary>Runs <c>ip</c> commands in a namespace (null: the host's), one after the other in one process.</summary>
    public static Task IpAsync(string? namespaceName, IEnumerable<string> commands, CancellationToken cancellationToken) =>
        Tool.RequireAsync(
            "ip",
            namespaceName is null ? ["-batch", "-"] : ["-n", namespaceName, "-batch", "-"],
            string.Join('\n', commands) + "\n",
            cancellationToken);

    /// <summary>Loads an nftables script in a namespace, all of it or nothing.</summary>
    public static Task NftAsync(string namespaceName, string script, CancellationToken cancellationToken) =>
        Tool.RequireAsync("ip", ["netns", "exec", namespaceName, "nft", "-f", "-"], script, cancellationToken);

    private static async ValueTask FurnishAsync(NodePlan node, CancellationToken cancellationToken)
    {
        await IpAsync(node.Namespace, node.IpCommands, cancellationToken);
        if (node.Ruleset is not null)
        {
            await NftAsync(node.Namespace, node.Ruleset, cancellationToken);
            new NetworkNamespace(node.Namespace).SetParameters(node.LateParameters);
        }
    }
}
