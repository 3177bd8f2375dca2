using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MeshGate.Kubernetes.Connection;

/// <summary>
/// Ends TCP connections that are bound to an address which this machine has lost: nothing comes back to them, and nobody says so. What
/// was under way fails at once and can be tried again from the address that the machine has now.
/// </summary>
internal sealed class AddressBoundConnections : IDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _open = new();

    public AddressBoundConnections() => NetworkChange.NetworkAddressChanged += OnChange;

    /// <summary>How many connections are watched.</summary>
    internal int Count => _open.Count;

    /// <summary>Watches over a connected socket until its stream is disposed of.</summary>
    public Stream Watch(Socket socket)
    {
        _open.TryAdd(socket, 0);
        return new WatchedStream(this, socket);
    }

    /// <summary>Ends the connections whose local address this machine no longer has.</summary>
    internal void EndLost(Func<IPAddress, bool> isPresent)
    {
        foreach (var socket in _open.Keys)
        {
            if (LocalAddress(socket) is { } address && !isPresent(address) && _open.TryRemove(socket, out _))
            {
                socket.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NetworkChange.NetworkAddressChanged -= OnChange;

    private void OnChange(object? sender, EventArgs e)
    {
        try
        {
            var present = NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(candidate => candidate.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .ToHashSet();

            // Of loopback a machine has more addresses than its interface shows.
            EndLost(address => IPAddress.IsLoopback(address) || present.Contains(address));
        }
        catch (NetworkInformationException)
        {
            // An interface went away while it was being read: that is a change of its own.
        }
    }

    private static IPAddress? LocalAddress(Socket socket)
    {
        try
        {
            var address = (socket.LocalEndPoint as IPEndPoint)?.Address;
            return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            return null;
        }
    }

    private sealed class WatchedStream(AddressBoundConnections watch, Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            watch._open.TryRemove(Socket, out _);
            base.Dispose(disposing);
        }
    }
}
