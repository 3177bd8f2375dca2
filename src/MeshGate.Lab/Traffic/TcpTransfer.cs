using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Traffic;

/// <summary>Sends random bytes through a TCP connection between two namespaces and compares their SHA-256 at both ends.</summary>
public static class TcpTransfer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Transfers <paramref name="size"/> bytes to <paramref name="address"/>, which the receiving namespace must own.</summary>
    public static async Task<TransferResult> RunAsync(
        NetworkNamespace from, NetworkNamespace to, IPAddress address, int size, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(time);
        var data = RandomNumberGenerator.GetBytes(size);
        var start = time.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var listener = to.CreateSocket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(address, 0));
            listener.Listen(1);
            using var client = from.CreateSocket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var receiving = ReceiveAsync(listener, patience.Token);
            await client.ConnectAsync(listener.LocalEndPoint!, patience.Token);
            await SendAsync(client, data, patience.Token);
            var hash = await receiving;
            return new TransferResult(hash.AsSpan().SequenceEqual(SHA256.HashData(data)), size, time.GetElapsedTime(start), null);
        }
        catch (SocketException e)
        {
            return new TransferResult(false, 0, time.GetElapsedTime(start), e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TransferResult(false, 0, time.GetElapsedTime(start), "not done after 20 s");
        }
    }

    private static async Task SendAsync(Socket client, byte[] data, CancellationToken cancellationToken)
    {
        var sent = 0;
        while (sent < data.Length)
        {
            sent += await client.SendAsync(data.AsMemory(sent), cancellationToken);
        }

        client.Shutdown(SocketShutdown.Send);
    }

    private static async Task<byte[]> ReceiveAsync(Socket listener, CancellationToken cancellationToken)
    {
        using var server = await listener.AcceptAsync(cancellationToken);
        await using var stream = new NetworkStream(server);
        return await SHA256.HashDataAsync(stream, cancellationToken);
    }
}
