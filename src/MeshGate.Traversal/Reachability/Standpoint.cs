namespace MeshGate.Traversal.Reachability;

/// <summary>How a machine stands towards the internet, as far as it decides which direct paths there can be.</summary>
public sealed record Standpoint
{
    /// <summary>What a sentence calls it: <c>this machine</c>, <c>the peer</c>, or a name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether UDP gets out and answers come back; null when not known.</summary>
    public bool? Udp { get; init; }

    /// <summary>How it stands over IPv4; null when it has none.</summary>
    public FamilyStandpoint? Ipv4 { get; init; }

    /// <summary>How it stands over IPv6; null when it has none.</summary>
    public FamilyStandpoint? Ipv6 { get; init; }
}
