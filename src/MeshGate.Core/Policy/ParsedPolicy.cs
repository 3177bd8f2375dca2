using System.Collections.Immutable;

namespace MeshGate.Core.Policy;

/// <summary>A policy after judgement: what of it applies, and what is wrong with the rest.</summary>
public sealed record ParsedPolicy
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The nodes it applies to; null for none.</summary>
    public required LabelSelector? Selector { get; init; }

    /// <summary>Heartbeat time-out, or null.</summary>
    public TimeSpan? HeartbeatTimeout { get; init; }

    /// <summary>STUN servers, or null.</summary>
    public ImmutableArray<string>? StunServers { get; init; }

    /// <summary>Keepalive interval, or null.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>Discovery interval, or null.</summary>
    public TimeSpan? DiscoveryInterval { get; init; }

    /// <summary>What is to be said about the policy.</summary>
    public required PolicyVerdictReason Reason { get; init; }

    /// <summary>The same for a person, naming each field that is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>Whether it selects a node with these labels.</summary>
    public bool Selects(IReadOnlyDictionary<string, string> labels) => Selector?.Matches(labels) ?? false;
}
