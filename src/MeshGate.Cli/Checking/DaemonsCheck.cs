using System.Text.Json;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Entities;
using MeshGate.Probing.Machines;

namespace MeshGate.Cli.Checking;

/// <summary>Has each daemon look at its machine, and judges what it found.</summary>
internal static class DaemonsCheck
{
    private const int AtOnce = 8;
    private const int DefaultMtu = 1380;

    /// <summary>Asks them.</summary>
    /// <param name="pods">The daemons' pods.</param>
    /// <param name="most">At most so many machines.</param>
    /// <param name="nodes">The MeshNodes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<DaemonPod> pods, int most, IReadOnlyList<MeshNode> nodes, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(AtOnce);
        IEnumerable<Finding>[] found = await Task.WhenAll(pods.Take(most).Select(async pod =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return await AskAsync(pod, nodes.FirstOrDefault(node => node.Spec?.NodeName == pod.Node), cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }));
        Finding[] rest = pods.Count > most
            ? [new Finding("Machines", FindingLevel.Skipped, $"{pods.Count - most} of {pods.Count} machines were not asked.", "--machines says how many are.", Manual.Machine)]
            : [];
        return [.. found.SelectMany(findings => findings), .. rest];
    }

    private static async Task<IEnumerable<Finding>> AskAsync(DaemonPod pod, MeshNode? node, CancellationToken cancellationToken)
    {
        string group = $"Machine {pod.Node}";
        if (!pod.IsRunning)
        {
            return [new Finding(group, FindingLevel.Failed, "Its daemon does not run.", "kubectl describe the pod.", Manual.NotReady)];
        }

        try
        {
            var lines = new List<string>();
            (int code, string error) = await pod.RunAsync(["inspect", .. pod.OptionsOf("--metrics", "--interface", "--listen-port")], lines.Add, cancellationToken);
            if (code != ExitCode.Well)
            {
                return [new Finding(group, FindingLevel.Skipped, $"Its daemon cannot say: {error}", "A daemon of this program's version can.", Manual.Upgrade)];
            }

            using JsonDocument said = JsonDocument.Parse(string.Concat(lines));
            MachineFacts facts = MachineFactsJson.Read(said.RootElement.GetProperty("machine"));
            facts = node?.Spec?.ListenPort is { } port && port != facts.ListenPort ? facts with { ListenPort = port, IsListenPortTaken = true } : facts;
            return MachineJudge.Judge(group, facts, DefaultMtu, node?.Spec?.Roles?.Contains(Core.Topology.NodeRole.Gateway) == true);
        }
        catch (Exception e) when (MeshQuery.IsUnanswered(e) || e is JsonException or KeyNotFoundException or k8s.KubernetesException or IOException)
        {
            return [new Finding(group, FindingLevel.Skipped, $"Its daemon cannot be asked: {MeshQuery.Explain(e)}", "It takes the right to create pods/exec.", Manual.Rights)];
        }
    }
}
