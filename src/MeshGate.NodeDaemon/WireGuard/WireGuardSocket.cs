using System.Buffers;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// Asks a user-space WireGuard how it is, and has it change its peers, at its control socket and in WireGuard's cross-platform configuration protocol: what
/// <c>wg show</c> and <c>wg set</c> do, without a process for each, which a machine with little to spare feels.
/// </summary>
public static class WireGuardSocket
{
    /// <summary>The longest answer that is read, in bytes: some tens of thousands of peers.</summary>
    public const int Most = 8 * 1024 * 1024;

    private const int First = 16 * 1024;

    /// <summary>Where the socket of an interface is, as wireguard-go and wg(8) have it.</summary>
    public static string PathOf(string interfaceName) => $"/var/run/wireguard/{interfaceName}.sock";

    /// <summary>Reads the device behind a socket, within the time that a <c>wg show</c> would be given (<see cref="ProcessRunner.Limit"/>).</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="IOException">It answers without end.</exception>
    /// <exception cref="FormatException">Its answer cannot be read.</exception>
    public static Task<WireGuardState> ReadAsync(string path, TimeProvider time, CancellationToken cancellationToken)
        => ExchangeAsync(path, "get=1\n\n", time, cancellationToken);

    /// <summary>Changes peers of the device behind a socket, within the time that a <c>wg set</c> would be given.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="IOException">It refused, or its answer cannot be read; what comes before the change that it refused is done.</exception>
    public static async Task SetAsync(string path, ImmutableArray<WireGuardPeerChange> changes, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = new StringBuilder("set=1\n");
        foreach (var change in changes)
        {
            change.AppendTo(request);
        }

        try
        {
            // Answered as a question is, by a device of which nothing is told.
            await ExchangeAsync(path, request.Append('\n').ToString(), time, cancellationToken);
        }
        catch (FormatException error)
        {
            throw new IOException($"a change of peers failed: {error.Message}", error);
        }
    }

    private static async Task<WireGuardState> ExchangeAsync(string path, string request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ProcessRunner.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        // The answer to a question begins with the private key: whatever held it is cleared before anybody else gets it.
        var buffer = ArrayPool<byte>.Shared.Rent(First);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), either.Token);
            await SendAsync(socket, Encoding.ASCII.GetBytes(request), either.Token);
            var length = 0;
            while (!buffer.AsSpan(0, length).EndsWith("\n\n"u8))
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                var read = await socket.ReceiveAsync(buffer.AsMemory(length), either.Token);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }

            return WireGuardAnswer.Parse(buffer.AsSpan(0, length));
        }
        catch (OperationCanceledException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"WireGuard's control socket did not answer within {ProcessRunner.Limit.TotalSeconds:0} s", error);
        }
        finally
        {
            Return(buffer);
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (!request.IsEmpty)
        {
            request = request[await socket.SendAsync(request, cancellationToken)..];
        }
    }

    private static byte[] Grow(byte[] full)
    {
        if (full.Length >= Most)
        {
            throw new IOException("WireGuard's control socket answers without end");
        }

        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        Return(full);
        return larger;
    }

    private static void Return(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
