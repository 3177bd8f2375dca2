using System.Net;
using System.Net.Sockets;

namespace MeshGate.Lab.Namespaces;

/// <summary>HTTP to a loopback inside a network namespace.</summary>
public static class NamespaceHttp
{
    private const int MaximumPage = 4 * 1024 * 1024;

    /// <summary>A client whose every connection goes to that port of the namespace's 127.0.0.1.</summary>
    public static HttpClient Client(NetworkNamespace network, int port) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = network.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = MaximumPage };
}
