using System.Net;

namespace MeshGate.Probing.Sockets;

/// <summary>A UDP socket for one test, on a port of its own.</summary>
public interface IProbeSocket : IDisposable
{
    /// <summary>The local port.</summary>
    int Port { get; }

    /// <summary>Sends a datagram; false if the system would not take it.</summary>
    bool TrySend(IPEndPoint to, ReadOnlySpan<byte> datagram);

    /// <summary>Waits for a datagram.</summary>
    Task<ProbeDatagram> ReceiveAsync(CancellationToken cancellationToken);
}
