namespace MeshGate.NodeDaemon.Guests;

/// <summary>Where packets go that were caught on their way to an address without a peer.</summary>
public interface IStrayTraffic
{
    /// <summary>Whether such packets are caught at all.</summary>
    bool IsOpen { get; }

    /// <summary>Hands over what is wanted; only the latest counts.</summary>
    void Post(StrayOrder order);

    /// <summary>A packet was dealt with.</summary>
    void Taken();

    /// <summary>Sends packets on through the tunnel, in order: their address has a peer now.</summary>
    void SendOn(IReadOnlyList<byte[]> packets);

    /// <summary>Tells the sender of a packet that there is no way.</summary>
    void Refuse(byte[] packet);
}
