using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>What the last round of STUN found out.</summary>
public sealed record DiscoveryFindings
{
    /// <summary>Nothing was asked, since no server is configured.</summary>
    public static DiscoveryFindings Nothing { get; } = new() { Nat = new NatBehavior { Reason = "no STUN server is configured" } };

    /// <summary>The public addresses of WireGuard's port, without those that the machine itself has.</summary>
    public ImmutableArray<IPEndPoint> Reflexive { get; init; } = [];

    /// <summary>How the NATs in front behave.</summary>
    public required NatBehavior Nat { get; init; }

    /// <summary>
    /// The longest silence that a mapping is known to outlive; null until measured, <see cref="TimeSpan.MaxValue"/> where nothing ends.
    /// For <see cref="Traversal.Discovery.MappingLifetime.KeepAliveFor"/>.
    /// </summary>
    public TimeSpan? MappingLifetime { get; init; }

    /// <summary>How many servers were asked, or would have been if their names resolved: those of this machine's address families.</summary>
    public int Asked { get; init; }

    /// <summary>Whether every server asked has answered or failed, so that what follows is known.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The servers that did not answer, each with a reason.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];
}
