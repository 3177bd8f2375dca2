using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Policy;

/// <summary>A policy as people wrote it, not yet judged. A setting left open is null.</summary>
public sealed record PolicySnapshot
{
    /// <summary>The policy's name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The policy's age against others.</summary>
    public required CreationOrder Created { get; init; }

    /// <summary>The higher wins.</summary>
    public int Priority { get; init; }

    /// <summary>The nodes it applies to; null where <see cref="SelectorError"/> says why it cannot be read.</summary>
    public LabelSelector? Selector { get; init; } = LabelSelector.Everything;

    /// <summary>Why the selector cannot be read, or null.</summary>
    public string? SelectorError { get; init; }

    /// <summary><c>spec.heartbeat.timeout</c>.</summary>
    public string? HeartbeatTimeout { get; init; }

    /// <summary><c>spec.natTraversal.stunServers</c>.</summary>
    public ImmutableArray<string>? StunServers { get; init; }

    /// <summary><c>spec.natTraversal.keepAliveInterval</c>.</summary>
    public string? KeepAliveInterval { get; init; }

    /// <summary><c>spec.natTraversal.discoveryInterval</c>.</summary>
    public string? DiscoveryInterval { get; init; }
}
