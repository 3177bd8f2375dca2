using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeshGate.Lab.Demo;

/// <summary>
/// Asks a user-space WireGuard for its state through its control socket, in WireGuard's cross-platform configuration protocol.
/// The answer holds keys; they are passed over.
/// </summary>
public static class WireGuardControl
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int MaximumLines = 100_000;

    /// <summary>The peers of the interface behind a control socket.</summary>
    /// <exception cref="LabException">It does not answer.</exception>
    public static async Task<IReadOnlyList<WireGuardPeer>> PeersAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync("get=1\n\n"u8.ToArray(), patience.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await ReadAsync(reader, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LabException($"{path} does not answer.", e);
        }
    }

    private static async Task<IReadOnlyList<WireGuardPeer>> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var peers = new List<WireGuardPeer>();
        for (var i = 0; i < MaximumLines && await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line; i++)
        {
            var separator = line.IndexOf('=', StringComparison.Ordinal);
            if (separator < 0)
            {
                continue;
            }

            var value = line[(separator + 1)..];
            switch (line[..separator])
            {
                case "public_key":
                    peers.Add(new WireGuardPeer(null, [], null));
                    break;
                case "endpoint" when peers.Count > 0:
                    peers[^1] = peers[^1] with { Endpoint = value };
                    break;
                case "allowed_ip" when peers.Count > 0 && IPAddress.TryParse(value.Split('/')[0], out var address):
                    peers[^1] = peers[^1] with { Addresses = [.. peers[^1].Addresses, address] };
                    break;
                case "last_handshake_time_sec" when peers.Count > 0
                    && long.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    peers[^1] = peers[^1] with { LastHandshake = DateTimeOffset.FromUnixTimeSeconds(seconds) };
                    break;
            }
        }

        return peers;
    }
}
