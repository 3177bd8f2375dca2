using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How a daemon reaches one of its peers.</summary>
public sealed record PeerSummary
{
    /// <summary>The name of the peer's MeshNode.</summary>
    [Required]
    [Length(1, 253)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The kind of path in use.</summary>
    public PeerPath Path { get; set; }

    /// <summary>The peer's address and port that WireGuard sends to.</summary>
    [Length(0, 80)]
    public string? Endpoint { get; set; }

    /// <summary>How that address was learned.</summary>
    public CandidateType? CandidateType { get; set; }

    /// <summary>Round-trip time of the last answered check, in milliseconds with one decimal.</summary>
    [RangeMinimum(0)]
    public double? RttMilliseconds { get; set; }

    /// <summary>When WireGuard last completed a handshake with the peer, as this machine's clock says.</summary>
    public DateTime? LastHandshakeTime { get; set; }

    /// <summary>
    /// Where the peer reaches this node through a TURN server: the relayed addresses that this node holds for this peer alone, one of each
    /// family at most.
    /// </summary>
    [Items(0, 2)]
    [Length(9, 47)]
    [Pattern(SchemaPatterns.AddressAndPort)]
    public IReadOnlyList<string>? TurnAddresses { get; set; }

    /// <summary>Why the path is not (yet) direct, for a person.</summary>
    [Length(0, 1024)]
    public string? Reason { get; set; }
}
