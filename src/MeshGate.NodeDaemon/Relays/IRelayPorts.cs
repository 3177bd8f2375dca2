using System.Net;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>The ports on which a relay forwards.</summary>
public interface IRelayPorts
{
    /// <summary>Opens a port; nothing is forwarded on it yet.</summary>
    /// <param name="port">The UDP port.</param>
    /// <param name="packetsPerSecond">The most packets that it forwards in a second.</param>
    /// <param name="problem">Why it could not be opened.</param>
    bool TryOpen(int port, long packetsPerSecond, out string problem);

    /// <summary>Forwards between exactly these two addresses from now on.</summary>
    void Forward(int port, IPEndPoint one, IPEndPoint other);

    /// <summary>Sends a message of the relay's own from a port.</summary>
    void Send(int port, IPEndPoint to, ReadOnlySpan<byte> message);

    /// <summary>Closes a port.</summary>
    void Close(int port);
}
