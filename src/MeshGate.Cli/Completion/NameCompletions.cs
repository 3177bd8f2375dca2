using System.CommandLine;
using System.CommandLine.Completions;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Cli.Completion;

/// <summary>Names of objects in the cluster, for whoever presses the tab key. A cluster that is slow or away has none.</summary>
internal static class NameCompletions
{
    private const int Most = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Completes an argument with the names of MeshNodes.</summary>
    public static Argument<string> WithNodes(this Argument<string> argument)
        => argument.With(async (client, token) => (await client.ListAsync(Resources.MeshNodes, new ListQuery { Limit = Most }, token)).Items.Select(node => node.Metadata.Name));

    /// <summary>Completes an argument with the names of MeshRoutes.</summary>
    public static Argument<string> WithRoutes(this Argument<string> argument)
        => argument.With(async (client, token) => (await client.ListAsync(Resources.MeshRoutes, new ListQuery { Limit = Most }, token)).Items.Select(route => route.Metadata.Name));

    private static Argument<string> With(this Argument<string> argument, Func<IKubernetesClient, CancellationToken, Task<IEnumerable<string>>> read)
    {
        argument.CompletionSources.Add(context => Read(context.ParseResult, read));
        return argument;
    }

    private static IEnumerable<CompletionItem> Read(ParseResult result, Func<IKubernetesClient, CancellationToken, Task<IEnumerable<string>>> read)
    {
        try
        {
            using Cluster cluster = ClusterOptions.Find(result);
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            return [.. Task.Run(() => read(cluster.Mesh, limit.Token)).GetAwaiter().GetResult().Order(StringComparer.Ordinal).Select(name => new CompletionItem(name))];
        }
        catch (Exception e) when (MeshQuery.IsUnanswered(e) || e is OperationCanceledException)
        {
            return [];
        }
    }
}
