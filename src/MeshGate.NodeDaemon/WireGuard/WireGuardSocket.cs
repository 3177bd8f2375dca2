using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// Asks a user-space WireGuard how it is, at its control socket and in WireGuard's cross-platform configuration protocol: what <c>wg show</c> does, without a
/// process for each look, which a machine with little to spare feels.
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
    public static async Task<WireGuardState> ReadAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ProcessRunner.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        // The answer begins with the private key: whatever held it is cleared before anybody else gets it.
        var buffer = ArrayPool<byte>.Shared.Rent(First);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), either.Token);
            await socket.SendAsync("get=1\n\n"u8.ToArray(), either.Token);
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
