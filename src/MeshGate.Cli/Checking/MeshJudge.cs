using MeshGate.Cli.Status;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Checking;

/// <summary>Judges the mesh as operator and daemons report it. Pure.</summary>
public static class MeshJudge
{
    private const string Group = "Mesh";
    private const int Named = 10;

    /// <summary>Judges it.</summary>
    /// <param name="nodes">Every MeshNode.</param>
    /// <param name="version">This program's version.</param>
    public static IEnumerable<Finding> Judge(IReadOnlyList<MeshNode> nodes, string? version)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        MeshReport report = MeshReportBuilder.Build(nodes);
        return nodes.Count == 0
            ? [new Finding(Group, FindingLevel.Warning, "There are no MeshNodes.", "kubectl label node NAME meshgate.io/mesh=true, or meshgate join-token NAME.", Manual.Install)]
            : [.. Nodes(report), .. Versions(nodes, version), .. Conditions(nodes), .. Pairs(report)];
    }

    private static IEnumerable<Finding> Nodes(MeshReport report)
    {
        NodeReport[] ill = [.. report.Nodes.Where(node => !node.IsWell)];
        foreach (NodeReport node in ill.Take(Named))
        {
            yield return new Finding(Group, FindingLevel.Failed, $"{node.Name} is {(node.Ready == "True" ? "offline" : "not ready")}: {node.Reason}.", node.Message.Length > 0 ? node.Message : null, Manual.NotReady);
        }

        int well = report.Nodes.Count - ill.Length;
        yield return ill.Length > Named
            ? new Finding(Group, FindingLevel.Failed, $"{ill.Length - Named} more of {report.Nodes.Count} nodes are not ready.", "meshgate status", Manual.NotReady)
            : new Finding(Group, FindingLevel.Ok, $"{well} of {report.Nodes.Count} nodes are ready.");
    }

    private static IEnumerable<Finding> Versions(IReadOnlyList<MeshNode> nodes, string? version)
    {
        string[] running = [.. nodes.Select(node => node.Status?.Agent?.Version).OfType<string>().Where(found => found.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        if (running.Length > 1)
        {
            yield return new Finding(Group, FindingLevel.Warning, $"Daemons of several versions are running: {string.Join(", ", running)}.", "Finish the upgrade, on machines outside the cluster too.", Manual.Upgrade);
        }

        if (version is not null && running.Length > 0 && !running.Contains(version))
        {
            yield return new Finding(Group, FindingLevel.Warning, $"This program is {version}, the daemons are {string.Join(", ", running)}.", "Use the program of the same version.", Manual.Upgrade);
        }
    }

    private static IEnumerable<Finding> Conditions(IReadOnlyList<MeshNode> nodes) =>
        from node in nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
        from condition in node.Status?.Agent?.Conditions ?? []

        // Who drains says so on purpose.
        where condition is { Status: "False" } && condition.Type is not "RelayDrained"
        group node.Metadata.Name by (condition.Type, condition.Message) into same
        select new Finding(Group, FindingLevel.Warning, $"{same.Key.Type} is false on {Names([.. same])}.", same.Key.Message, Manual.Conditions);

    private static IEnumerable<Finding> Pairs(MeshReport report)
    {
        PairReport[] cut = [.. report.Pairs.Where(pair => pair.Path == "None")];
        foreach (PairReport pair in cut.Take(Named))
        {
            yield return new Finding(Group, FindingLevel.Failed, $"{pair.Source} and {pair.Destination} have no path: {pair.Reason}", $"meshgate explain {pair.Source} {pair.Destination}", Manual.NoPath);
        }

        int relayed = report.Pairs.Count - cut.Length;
        if (cut.Length == 0)
        {
            yield return new Finding(Group, FindingLevel.Ok, $"Every pair that is awake has a path; pairs that are not direct: {relayed}.");
        }
        else if (cut.Length > Named)
        {
            yield return new Finding(Group, FindingLevel.Failed, $"{cut.Length - Named} more pairs have no path.", "meshgate status", Manual.NoPath);
        }
    }

    private static string Names(string[] names)
        => string.Join(", ", names.Take(Named)) + (names.Length > Named ? $" and {names.Length - Named} more" : string.Empty);
}
