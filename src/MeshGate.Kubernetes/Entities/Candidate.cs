using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>An address at which a node may be reached (RFC 8445, section 4).</summary>
public sealed record Candidate
{
    /// <summary>How the address was learned.</summary>
    [Required]
    public CandidateType Type { get; set; }

    /// <summary>IP address and UDP port; IPv6 stands in brackets.</summary>
    [Required]
    [Length(9, 53)]
    [Pattern(SchemaPatterns.AddressAndPort)]
    public string Address { get; set; } = string.Empty;
}
