namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>A peer of <see cref="FakeMachine"/>, in the words of <c>wg</c>.</summary>
internal sealed record FakeWireGuardPeer
{
    public string? Endpoint { get; init; }

    public string AllowedIPs { get; init; } = "(none)";

    public string Keepalive { get; init; } = "0";

    public long Handshake { get; init; }

    public long Received { get; init; }
}
