using System.Net;
using System.Net.Sockets;

namespace MeshGate.Lab.Cluster;

/// <summary>TCP ports on loopback for programs that are told beforehand where to listen.</summary>
internal static class LoopbackPort
{
    /// <summary>A port that nobody listens on now; another program may take it before it is used.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
