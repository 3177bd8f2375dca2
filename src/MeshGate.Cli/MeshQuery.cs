using System.CommandLine;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli;

/// <summary>What commands that read the MeshNodes have in common.</summary>
internal static class MeshQuery
{
    private const int PageSize = 500;
    private const int CannotAsk = 2;

    /// <summary>The option that names the cluster.</summary>
    public static Option<FileInfo?> Kubeconfig() => new("--kubeconfig") { Description = "kubeconfig file; otherwise KUBECONFIG, ~/.kube/config or the pod's service account.", HelpName = "FILE" };

    /// <summary>The option that says how to answer.</summary>
    public static Option<string> Output()
    {
        var output = new Option<string>("--output", "-o") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        return output;
    }

    /// <summary>Reads the MeshNodes and answers.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="kubeconfig">Its option.</param>
    /// <param name="answer">Writes the answer and gives the exit code.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code: 2 if the API server cannot be asked, which is then said.</returns>
    public static Task<int> AnswerAsync(ParseResult result, Option<FileInfo?> kubeconfig, Func<IReadOnlyList<MeshNode>, TextWriter, int> answer, CancellationToken cancellationToken)
        => AskAsync(result, kubeconfig, async client => answer(await ReadAsync(client, cancellationToken), result.InvocationConfiguration.Output));

    /// <summary>Has the API server asked.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="kubeconfig">Its option.</param>
    /// <param name="ask">Asks, and gives the exit code.</param>
    /// <returns>The exit code: 2 if the API server cannot be asked, which is then said.</returns>
    public static async Task<int> AskAsync(ParseResult result, Option<FileInfo?> kubeconfig, Func<KubernetesHttpClient, Task<int>> ask)
    {
        try
        {
            using var client = new KubernetesHttpClient(
                ApiConnection.Find(result.GetValue(kubeconfig)), TimeProvider.System, new Random(), new KubernetesClientOptions { UserAgent = "meshgate/0.1.0", RequestTimeout = TimeSpan.FromSeconds(10), MaxRetries = 1 });
            return await ask(client);
        }
        catch (Exception e) when (e is KubernetesConfigurationException or KubernetesApiException or HttpRequestException or TimeoutException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate: {e.Message}");
            return CannotAsk;
        }
    }

    private static async Task<IReadOnlyList<MeshNode>> ReadAsync(KubernetesHttpClient client, CancellationToken cancellationToken)
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
}
