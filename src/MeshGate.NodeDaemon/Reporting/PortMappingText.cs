using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Says in the API's words what the router lends.</summary>
public static class PortMappingText
{
    /// <summary>The report's part on port mapping.</summary>
    public static PortMappingStatus Describe(PortMappingReport report) => new()
    {
        Protocol = report.Protocol switch
        {
            null => null,
            PortMappingProtocol.Pcp => PortMappingKind.Pcp,
            PortMappingProtocol.NatPmp => PortMappingKind.NatPmp,
            _ => PortMappingKind.Upnp,
        },
        ExternalAddress = report.External?.ToString(),
        Reason = report.Reason.Length > PortMappingStatus.MaxReason ? report.Reason[..PortMappingStatus.MaxReason] : report.Reason,
    };
}
