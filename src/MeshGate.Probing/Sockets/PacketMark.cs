namespace MeshGate.Probing.Sockets;

/// <summary>
/// The mark (SO_MARK) on every packet of the daemon's and of WireGuard's own. It keeps clear of the bits of kube-proxy (0xC000),
/// Cilium (0x0F00 and above), Calico (0xFFFF0000) and the AWS CNI (0x80).
/// </summary>
public static class PacketMark
{
    /// <summary>The mark.</summary>
    public const uint Value = 0x51;
}
