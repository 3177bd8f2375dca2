using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Demo;

/// <summary>What is shown of one pair of machines.</summary>
/// <param name="A">One machine.</param>
/// <param name="B">The other.</param>
/// <param name="Direct">Whether both ends report a direct path.</param>
/// <param name="EndpointAtA">Where A's WireGuard sends to reach B.</param>
/// <param name="EndpointAtB">Where B's WireGuard sends to reach A.</param>
/// <param name="HandshakeAge">How long ago the last handshake was; null when there was none.</param>
/// <param name="Ping">The round-trip time of a ping through the mesh; null when it was not answered.</param>
/// <param name="Transfer">The TCP transfer through the mesh.</param>
public sealed record PairProof(
    string A, string B, bool Direct, string EndpointAtA, string EndpointAtB, TimeSpan? HandshakeAge, TimeSpan? Ping, TransferResult Transfer)
{
    /// <summary>Whether everything is as it should be.</summary>
    public bool Passed => Direct && Ping is not null && Transfer.Intact;
}
