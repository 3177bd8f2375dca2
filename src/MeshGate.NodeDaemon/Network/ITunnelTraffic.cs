namespace MeshGate.NodeDaemon.Network;

/// <summary>Tells cheaply whether anything goes through the tunnel.</summary>
public interface ITunnelTraffic
{
    /// <summary>Packets in and out so far, WireGuard's own not among them; null while the interface is not there.</summary>
    long? CountPackets();
}
