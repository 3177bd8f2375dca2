using System.Net.Sockets;

namespace MeshGate.Probing.Sockets;

/// <summary>Opens sockets for tests.</summary>
public interface IProbeSockets
{
    /// <summary>Opens one on a port that the system chooses.</summary>
    /// <exception cref="SocketException">The system refuses, for want of the address family or of descriptors.</exception>
    IProbeSocket Open(AddressFamily family);
}
