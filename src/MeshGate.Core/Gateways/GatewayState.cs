using System.Collections.Immutable;

namespace MeshGate.Core.Gateways;

/// <summary>Where one client stands with the gateways of a route.</summary>
public sealed record GatewayState
{
    /// <summary>The gateways, best first.</summary>
    public ImmutableArray<GatewayHealth> Gateways { get; init; } = [];

    /// <summary>The one that traffic is sent to; null while the route has none.</summary>
    public string? Current { get; init; }

    /// <summary>How often a gateway was left because it failed.</summary>
    public int Failovers { get; init; }

    /// <summary>Why <see cref="Current"/> was taken.</summary>
    public GatewayCause Cause { get; init; }

    /// <summary>When it was taken.</summary>
    public TimeSpan MovedAt { get; init; }

    /// <summary>Whether a move waits for nothing to be on its way, so that somebody must look.</summary>
    public bool IsReturnWaiting { get; init; }

    /// <summary>What is known of a gateway; null for one that is none of the route's.</summary>
    public GatewayHealth? Find(string? name) => Gateways.FirstOrDefault(gateway => gateway.Name == name);
}
