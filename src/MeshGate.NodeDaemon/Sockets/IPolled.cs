namespace MeshGate.NodeDaemon.Sockets;

/// <summary>Whoever waits for a socket to become readable.</summary>
public interface IPolled
{
    /// <summary>The socket is readable. Called on the poller's thread: take what is there, never wait.</summary>
    /// <param name="buffer">For use during the call.</param>
    void OnReadable(byte[] buffer);
}
