using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Probing;
using MeshGate.Probing.Sockets;
using MeshGate.Probing.Streams;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Cli.Netcheck;

/// <summary>Asks each server at each of its addresses for a STUN Binding, and times the answer.</summary>
public sealed class ServerCheck(IProbeSockets sockets, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
{
    private const int Rounds = 3;
    private const int MaxAddresses = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Turns a name into addresses; the sentence says why there are none.</summary>
    public async Task<(ImmutableArray<IPEndPoint> Addresses, string? Problem)> ResolveAsync(HostEndpoint server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        try
        {
            IPAddress[] addresses = IPAddress.TryParse(server.Host, out IPAddress? literal)
                ? [literal]
                : await lookUp(server.Host, cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return addresses.Length == 0
                ? ([], $"'{server.Host}' does not resolve")
                : ([.. addresses.Take(MaxAddresses).Select(address => new IPEndPoint(address, server.Port))], null);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or TimeoutException)
        {
            return ([], $"'{server.Host}' does not resolve");
        }
    }

    /// <summary>Asks over UDP: the least of three round-trip times.</summary>
    public async Task<ServerReport> AskUdpAsync(StunServer server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ServerReport Report(double? rtt, string? problem) => new(server.Name, server.Endpoint.ToString(), "UDP", rtt, problem);
        try
        {
            await using var socket = new StunSocket(sockets.Open(server.Endpoint.AddressFamily), time);
            TimeSpan? least = null;
            for (int i = 0; i < Rounds; i++)
            {
                StunReply? reply = await socket.AskAsync(new StunQuestion(server.Endpoint), Patience, cancellationToken);
                if (reply?.Mapped is null)
                {
                    return least is { } earlier
                        ? Report(Milliseconds(earlier), null)
                        : Report(null, reply is null ? $"no answer within {Patience.TotalSeconds:0} s" : reply.Response.Failure ?? "it claims an impossible address");
                }

                least = least < reply.RoundTrip ? least : reply.RoundTrip;
            }

            return Report(Milliseconds(least!.Value), null);
        }
        catch (SocketException e)
        {
            return Report(null, e.Message);
        }
    }

    /// <summary>Asks over TCP or TLS.</summary>
    public async Task<ServerReport> AskStreamAsync(HostEndpoint server, IPEndPoint address, RelayTransport transport, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        StreamStunResult result = await new StreamStunProbe(time).AskAsync(address, transport == RelayTransport.Tls ? server.Host : null, cancellationToken);
        return new ServerReport(
            server.ToString(), address.ToString(), transport == RelayTransport.Tls ? "TLS" : "TCP",
            result.Failure is null && result.Reply is { } reply ? Milliseconds(reply.RoundTrip) : null,
            result.Failure);
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 1);
}
