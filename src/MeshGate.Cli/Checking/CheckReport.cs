namespace MeshGate.Cli.Checking;

/// <summary>Everything that was looked at.</summary>
/// <param name="Findings">In the order to be told.</param>
public sealed record CheckReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing failed. Warnings are no failure.</summary>
    public bool Ok => Findings.All(finding => finding.Level != FindingLevel.Failed);
}
