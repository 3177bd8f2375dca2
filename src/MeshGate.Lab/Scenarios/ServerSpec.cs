using System.Net;

namespace MeshGate.Lab.Scenarios;

/// <summary>A STUN or TURN server with two addresses; an unreachable one has its addresses and never answers.</summary>
public sealed record ServerSpec(
    string Name, ServerKind Kind, bool Unreachable, IPFamily Family, IReadOnlyList<IPAddress> Addresses, SourcePosition Position)
{
    /// <summary>How it behaves as a TURN server.</summary>
    public TurnOptions Turn { get; init; } = new();
}
