using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Entities.Attributes;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// How a daemon reaches one of its peers, in one line with spaces between: the name of the peer's MeshNode; <c>path=</c> None, Direct,
/// Relay, Turn or Asleep; <c>endpoint=</c> the address and port that WireGuard sends to; <c>type=</c> how that address was learned (Host,
/// ServerReflexive, PeerReflexive, PortMapped, Relay, Turn); <c>via=</c> the MeshNode that relays, of two in a row both with a plus between, the one that this node asks first; <c>rtt=</c> the round-trip time of the last answered check, such as 12.5ms;
/// <c>jitter=</c> its mean deviation; <c>loss=</c> the share of hellos lost through the tunnel, such as 3%; <c>failovers=</c> how often the session left a path that failed, since
/// the daemon started; <c>cause=</c> why it did last (Silent, Lossy, PeerMoved, Unanswered); <c>gap=</c> for how long nothing passed then;
/// <c>handshake=</c> when WireGuard last completed one; <c>turn=</c> where the peer reaches this node through a TURN server;
/// <c>route=</c> the MeshRoute that orders the paths, <c>phase=</c> how the session fares (Active, FailedOver, Recovering, Failed) and
/// <c>paths=</c> the route's paths with commas between, each with its health after a colon; <c>reason=</c> why the path is not (yet) direct, to the line's end. What is not known is left out.
/// </summary>
[WrittenAsText(1, 8000)]
[JsonConverter(typeof(PeerSummaryConverter))]
public sealed record PeerSummary
{
    /// <summary>The most characters of <see cref="Reason"/>.</summary>
    public const int MaxReasonLength = 1024;

    /// <summary>The name of the peer's MeshNode.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The kind of path in use.</summary>
    public PeerPath Path { get; set; }

    /// <summary>The peer's address and port that WireGuard sends to.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How that address was learned.</summary>
    public CandidateType? CandidateType { get; set; }

    /// <summary>The MeshNode that relays, of two in a row both with a plus between, the one that this node asks first; null where none does.</summary>
    public string? Via { get; set; }

    /// <summary>The MeshRoute that orders the paths; null where none does.</summary>
    public string? Route { get; set; }

    /// <summary>How the session of a route fares: Active, FailedOver, Recovering or Failed.</summary>
    public string? Phase { get; set; }

    /// <summary>The paths of the route.</summary>
    public IReadOnlyList<RoutePathReport>? Paths { get; set; }

    /// <summary>Round-trip time of the last answered check, in milliseconds with one decimal.</summary>
    public double? RttMilliseconds { get; set; }

    /// <summary>Mean deviation of the round-trip time in milliseconds, with one decimal; null where it is not measured.</summary>
    public double? JitterMilliseconds { get; set; }

    /// <summary>The share of hellos through the tunnel that were lost of late, of the worse direction, in whole percent; null where the peer sends none.</summary>
    public int? LossPercent { get; set; }

    /// <summary>How often the session left a path that failed for another that carried it, since the daemon started; null for never.</summary>
    public int? Failovers { get; set; }

    /// <summary>Why it did last.</summary>
    public string? FailoverCause { get; set; }

    /// <summary>For how long nothing passed then, in whole milliseconds.</summary>
    public int? FailoverGapMilliseconds { get; set; }

    /// <summary>When WireGuard last completed a handshake with the peer, as this machine's clock says; whole seconds.</summary>
    public DateTime? LastHandshakeTime { get; set; }

    /// <summary>
    /// Where the peer reaches this node through a TURN server: the relayed addresses that this node holds for this peer alone, one of each
    /// family at most.
    /// </summary>
    public IReadOnlyList<string>? TurnAddresses { get; set; }

    /// <summary>Why the path is not (yet) direct, for a person; at most <see cref="MaxReasonLength"/> characters.</summary>
    public string? Reason { get; set; }
}
