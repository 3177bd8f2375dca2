using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Something that a node leaves alone for a while, since it failed again and again.</summary>
public sealed record BreakerReport
{
    /// <summary>What it is: Peer, Relay, StunServer, TurnServer or Gateway.</summary>
    public TargetKind Kind { get; set; }

    /// <summary>The MeshNode, or the server as it is configured.</summary>
    [Length(1, 300)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Open while it is left alone, HalfOpen while it is tried.</summary>
    public BreakerPhase State { get; set; }
}
