using System.CommandLine;
using System.Net.WebSockets;
using k8s.Autorest;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli;

/// <summary>What commands that ask the cluster have in common.</summary>
internal static class MeshQuery
{
    private const int PageSize = 500;

    /// <summary>Reads the MeshNodes and answers.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="answer">Writes the answer and gives the exit code.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code: <see cref="ExitCode.NoAnswer"/> if the API server cannot be asked, which is then said.</returns>
    public static Task<int> AnswerAsync(ParseResult result, Func<IReadOnlyList<MeshNode>, TextWriter, int> answer, CancellationToken cancellationToken)
        => AskAsync(result, async cluster => answer(await ReadNodesAsync(cluster.Mesh, cancellationToken), result.InvocationConfiguration.Output));

    /// <summary>Has the API server asked.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="ask">Asks, and gives the exit code.</param>
    /// <returns>The exit code: <see cref="ExitCode.NoAnswer"/> if the API server cannot be asked, which is then said.</returns>
    public static async Task<int> AskAsync(ParseResult result, Func<Cluster, Task<int>> ask)
    {
        try
        {
            using Cluster cluster = ClusterOptions.Find(result);
            return await ask(cluster);
        }
        catch (Exception e) when (IsUnanswered(e))
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate: {Explain(e)}");
            return ExitCode.NoAnswer;
        }
    }

    /// <summary>Reads every MeshNode, page by page.</summary>
    public static async Task<IReadOnlyList<MeshNode>> ReadNodesAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        var nodes = new List<MeshNode>();
        var query = new ListQuery { Limit = PageSize };
        do
        {
            ResourcePage<MeshNode> page = await client.ListAsync(Resources.MeshNodes, query, cancellationToken);
            nodes.AddRange(page.Items);
            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
        return nodes;
    }

    /// <summary>Whether the API server gave no answer, or refused one.</summary>
    public static bool IsUnanswered(Exception error)
        => error is KubernetesConfigurationException or System.Security.Cryptography.CryptographicException or KubernetesApiException or HttpOperationException or HttpRequestException or TimeoutException or WebSocketException
        || error is TaskCanceledException { InnerException: TimeoutException };

    /// <summary>The error as the server worded it, where it did.</summary>
    public static string Explain(Exception error)
        => error is HttpOperationException { Response.Content: { Length: > 0 } said } refused ? MessageOf(said) ?? refused.Message : error.InnerException is { } inner && error is HttpRequestException ? $"{error.Message}: {inner.Message}" : error.Message;

    private static string? MessageOf(string status)
    {
        try
        {
            return (string?)System.Text.Json.Nodes.JsonNode.Parse(status)?["message"];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return status;
        }
    }
}
