using System.Net;
using System.Net.Sockets;

namespace MeshGate.Lab.Namespaces;

/// <summary>Forwards TCP connections from the host's loopback to an address in a network namespace.</summary>
/// <param name="network">The namespace.</param>
/// <param name="target">The address in it.</param>
public sealed class NamespaceForwarder(NetworkNamespace network, IPEndPoint target)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Forwards until cancelled. A connection that cannot be made there is closed here.</summary>
    /// <exception cref="LabException">The address is not on loopback, or is taken.</exception>
    public async Task RunAsync(IPEndPoint listen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listen);
        if (!IPAddress.IsLoopback(listen.Address))
        {
            throw new LabException($"{listen} is not on loopback.");
        }

        using var listener = new TcpListener(listen);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new LabException($"{listen}: {e.Message}", e);
        }

        while (true)
        {
            _ = ForwardAsync(await listener.AcceptSocketAsync(cancellationToken), cancellationToken);
        }
    }

    private async Task ForwardAsync(Socket near, CancellationToken cancellationToken)
    {
        try
        {
            using (near)
            {
                using var far = network.CreateSocket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                near.NoDelay = far.NoDelay = true;
                await far.ConnectAsync(target, cancellationToken);
                await Task.WhenAny(CopyAsync(near, far, cancellationToken), CopyAsync(far, near, cancellationToken));
            }
        }
        catch (Exception e) when (e is SocketException or LabException or OperationCanceledException)
        {
            // Whoever connected sees the connection close, as from a server that is down.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = new NetworkStream(from, ownsSocket: false);
            await using var sink = new NetworkStream(to, ownsSocket: false);
            await source.CopyToAsync(sink, BufferSize, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the caller closes the other.
        }
    }
}
