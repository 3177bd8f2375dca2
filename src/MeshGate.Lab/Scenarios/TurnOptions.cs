namespace MeshGate.Lab.Scenarios;

/// <summary>How a TURN server behaves (RFC 8656). Null leaves coturn's default.</summary>
public sealed record TurnOptions
{
    /// <summary>Whether it listens for UDP.</summary>
    public bool Udp { get; init; } = true;

    /// <summary>Whether it listens for TCP, at the same port as for UDP.</summary>
    public bool Tcp { get; init; } = true;

    /// <summary>The TCP port at which it speaks TLS.</summary>
    public int? TlsPort { get; init; }

    /// <summary>The secret from which credentials are made; drawn at random where it is null.</summary>
    public string? Secret { get; init; }

    /// <summary>The secret that the mesh is told, where it is to be a wrong one.</summary>
    public string? ToldSecret { get; init; }

    /// <summary>The longest time that an allocation lives without a refresh.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>How long a channel binding lives.</summary>
    public TimeSpan? ChannelLifetime { get; init; }

    /// <summary>How long a permission lives.</summary>
    public TimeSpan? PermissionLifetime { get; init; }

    /// <summary>How long a nonce is good.</summary>
    public TimeSpan? StaleNonce { get; init; }

    /// <summary>The most allocations at a time.</summary>
    public int? Quota { get; init; }

    /// <summary>The first and the last UDP port that it allocates.</summary>
    public (int First, int Last)? Ports { get; init; }
}
