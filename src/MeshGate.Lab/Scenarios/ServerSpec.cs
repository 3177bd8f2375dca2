using System.Net;

namespace MeshGate.Lab.Scenarios;

/// <summary>A STUN or TURN server with two addresses; an unreachable one has its addresses and never answers.</summary>
public sealed record ServerSpec(
    string Name, ServerKind Kind, bool Unreachable, IPFamily Family, IReadOnlyList<IPAddress> Addresses, SourcePosition Position)
{
    /// <summary>The region that it is in; null for the internet itself.</summary>
    public string? Region { get; init; }

    /// <summary>How it behaves as a TURN server.</summary>
    public TurnOptions Turn { get; init; } = new();
}
