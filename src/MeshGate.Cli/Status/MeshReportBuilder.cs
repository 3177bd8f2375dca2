using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Statistics;

namespace MeshGate.Cli.Status;

/// <summary>Reads a report out of MeshNodes.</summary>
public static class MeshReportBuilder
{
    /// <summary>Reports on the nodes, given in any order.</summary>
    public static MeshReport Build(IEnumerable<MeshNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        MeshNode[] sorted = [.. nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)];
        NodeReport[] reports = [.. sorted.Select(Report)];
        PairReport[] pairs = [.. FindPairs(sorted)];
        return new MeshReport(pairs.Length == 0 && reports.All(node => node.IsWell), reports, pairs) { Health = Math.Round(MeshStatistics.Of(sorted, []).Score, 3) };
    }

    private static NodeReport Report(MeshNode node)
    {
        Condition? ready = Find(node, "Ready");
        Condition? online = Find(node, "Online");
        string message = ready?.Status != "True" ? ready?.Message ?? "The operator has not looked at the node yet."
            : online?.Status == "False" ? online.Message
            : string.Empty;
        IReadOnlyList<MeshMember> members = MembersOf(node);
        return new NodeReport(
            node.Metadata.Name,
            ready?.Status ?? "Unknown",
            ready?.Reason ?? "Pending",
            message,
            online?.Status ?? "Unknown",
            node.Spec?.Addresses ?? [],
            members.Count(member => FindPeer(node, member.Name)?.Path == PeerPath.Direct),
            members.Count)
        {
            Location = string.Join('/', new[] { node.Spec?.Region, node.Spec?.Zone }.Where(part => part is { Length: > 0 })),
            Roles = [.. (node.Spec?.Roles ?? []).Select(role => role.ToString())],
            Nat = node.Status?.Agent?.Nat is { } nat ? $"{nat.Mapping}/{nat.Filtering}" : string.Empty,
            Version = node.Status?.Agent?.Version ?? string.Empty,
        };
    }

    /// <summary>Each pair once, but for those that sleep, told by the end that has no direct path; by the first of the two where neither has.</summary>
    private static IEnumerable<PairReport> FindPairs(MeshNode[] sorted)
    {
        var told = new HashSet<(string, string)>();
        foreach (MeshNode node in sorted)
        {
            foreach (MeshMember member in MembersOf(node).OrderBy(member => member.Name, StringComparer.Ordinal))
            {
                string name = node.Metadata.Name;
                PeerSummary? peer = FindPeer(node, member.Name);
                bool isFirst = string.CompareOrdinal(name, member.Name) < 0;
                if (peer?.Path is not (PeerPath.Direct or PeerPath.Asleep) && told.Add(isFirst ? (name, member.Name) : (member.Name, name)))
                {
                    yield return new PairReport(name, member.Name, (peer?.Path ?? PeerPath.None).ToString(), ReasonOf(node, peer));
                }
            }
        }
    }

    private static string ReasonOf(MeshNode node, PeerSummary? peer)
    {
        if (Find(node, "Online") is { Status: "False" })
        {
            return $"{node.Metadata.Name} is offline; this is what its daemon last reported.{(peer?.Reason is { } last ? " " + last : string.Empty)}";
        }

        return peer is null ? $"The daemon of {node.Metadata.Name} has not reported on this peer yet." : peer.Reason ?? "No reason was reported.";
    }

    private static IReadOnlyList<MeshMember> MembersOf(MeshNode node) => node.Status?.Assignment?.Members ?? [];

    private static PeerSummary? FindPeer(MeshNode node, string name)
        => node.Status?.Agent?.Peers?.FirstOrDefault(peer => peer?.Name == name);

    private static Condition? Find(MeshNode node, string type)
        => node.Status?.Conditions?.FirstOrDefault(condition => condition?.Type == type);
}
