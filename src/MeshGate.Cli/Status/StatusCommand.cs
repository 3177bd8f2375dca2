using System.CommandLine;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Status;

/// <summary><c>meshgate status</c>: exit code 0 if all is well, 1 if something is not ready, 2 if the API server cannot be asked.</summary>
public static class StatusCommand
{
    private const int PageSize = 500;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var kubeconfig = new Option<FileInfo?>("--kubeconfig") { Description = "kubeconfig file; otherwise KUBECONFIG, ~/.kube/config or the pod's service account.", HelpName = "FILE" };
        var output = new Option<string>("--output", "-o") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var command = new Command("status", "Shows the nodes of the mesh and the pairs that do not talk directly. Exits 1 if something is not ready.") { kubeconfig, output };
        command.SetAction(async (result, cancellationToken) =>
        {
            MeshReport report;
            try
            {
                report = MeshReportBuilder.Build(await ReadAsync(ApiConnection.Find(result.GetValue(kubeconfig)), cancellationToken));
            }
            catch (Exception e) when (e is KubernetesConfigurationException or KubernetesApiException or HttpRequestException or TimeoutException)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate: {e.Message}");
                return 2;
            }

            Write(report, result.GetValue(output)!, result.InvocationConfiguration.Output);
            return report.Ready ? 0 : 1;
        });
        return command;
    }

    private static void Write(MeshReport report, string format, TextWriter writer)
    {
        if (format == "json")
        {
            writer.WriteLine(MeshReportJson.Write(report));
        }
        else
        {
            MeshReportTables.Write(report, writer);
        }
    }

    private static async Task<IReadOnlyList<MeshNode>> ReadAsync(KubernetesConnection connection, CancellationToken cancellationToken)
    {
        using var client = new KubernetesHttpClient(connection, TimeProvider.System, new Random(), new KubernetesClientOptions { UserAgent = "meshgate/0.1.0", RequestTimeout = TimeSpan.FromSeconds(10), MaxRetries = 1 });
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
