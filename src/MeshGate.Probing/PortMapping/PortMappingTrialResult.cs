using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <summary>What came of a <see cref="PortMappingTrial"/>.</summary>
/// <param name="Report">What the router lent, or why it lent nothing.</param>
/// <param name="IsReturned">Whether nothing is lent any more; otherwise the port is free after <see cref="PortMappingTrial.Lifetime"/>.</param>
public sealed record PortMappingTrialResult(PortMappingReport Report, bool IsReturned)
{
    /// <summary>There is nobody to ask.</summary>
    public static PortMappingTrialResult Nobody(string reason) => new(new PortMappingReport(null, null, false, reason), true);
}
