using System.Text;
using k8s;
using k8s.Models;

namespace MeshGate.Cli.Clusters;

/// <summary>
/// The pod of one machine's daemon, in which commands of the daemon's own program are run as <c>kubectl exec</c> does: whoever asks needs
/// <c>create pods/exec</c> in the daemons' namespace; no component of MeshGate has that right, and no port is opened for it.
/// </summary>
internal sealed class DaemonPod(k8s.Kubernetes api, V1Pod pod)
{
    /// <summary>Finds daemons' pods.</summary>
    public const string Selector = "app.kubernetes.io/name=meshgate,app.kubernetes.io/component=noded";

    private const string Container = "noded";
    private const int MostBytes = 8 << 20;

    /// <summary>The Node that it runs on.</summary>
    public string Node => pod.Spec.NodeName;

    /// <summary>Whether a command can be run in it.</summary>
    public bool IsRunning => pod.Status?.Phase == "Running" && pod.Metadata.DeletionTimestamp is null;

    /// <summary>The options of its daemon that the daemon's subcommands have too, with what Kubernetes fills in.</summary>
    public IReadOnlyList<string> OptionsOf(params string[] names) =>
    [
        .. (pod.Spec.Containers.FirstOrDefault(container => container.Name == Container)?.Args ?? [])
            .Where(argument => names.Any(name => argument.StartsWith(name + "=", StringComparison.Ordinal)))
            .Select(argument => argument.Replace("$(HOST_IP)", pod.Status?.HostIP, StringComparison.Ordinal).Replace("$(NODE_NAME)", Node, StringComparison.Ordinal)),
    ];

    /// <summary>The daemons' pods, at most one a Node: the one that runs, where one ends and the next begins.</summary>
    /// <param name="api">The cluster.</param>
    /// <param name="namespace">The daemons' namespace.</param>
    /// <param name="node">The one Node that is meant; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DaemonPod>> ListAsync(k8s.Kubernetes api, string @namespace, string? node, CancellationToken cancellationToken)
    {
        V1PodList pods = await api.CoreV1.ListNamespacedPodAsync(
            @namespace, labelSelector: Selector, fieldSelector: node is null ? null : $"spec.nodeName={node}", cancellationToken: cancellationToken);
        return
        [
            .. pods.Items.Where(pod => pod.Spec.NodeName is { Length: > 0 }).Select(pod => new DaemonPod(api, pod))
                .GroupBy(pod => pod.Node, StringComparer.Ordinal).Select(group => group.OrderByDescending(pod => pod.IsRunning).First())
                .OrderBy(pod => pod.Node, StringComparer.Ordinal),
        ];
    }

    /// <summary>Runs a command of the daemon's program.</summary>
    /// <param name="arguments">What follows <c>meshgate-noded</c>.</param>
    /// <param name="onLine">Is given each line that it prints, as it comes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, and what it said on standard error.</returns>
    public async Task<(int Code, string Error)> RunAsync(IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken)
    {
        string error = string.Empty;
        int code = await api.NamespacedPodExecAsync(
            pod.Metadata.Name,
            pod.Metadata.NamespaceProperty,
            Container,
            ["meshgate-noded", .. arguments],
            false,
            async (_, output, errors) =>
            {
                Task<string> said = ReadAsync(errors, null, cancellationToken);
                await ReadAsync(output, onLine, cancellationToken);
                error = await said;
            },
            cancellationToken);
        return (code, error.Trim());
    }

    private static async Task<string> ReadAsync(Stream stream, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        int read = 0;
        while (read < MostBytes && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            read += line.Length;
            if (onLine is null)
            {
                text.AppendLine(line);
            }
            else
            {
                onLine(line);
            }
        }

        return text.ToString();
    }
}
