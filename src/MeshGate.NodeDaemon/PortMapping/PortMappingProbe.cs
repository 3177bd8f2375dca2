using System.Net;
using System.Threading.Channels;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>Looks once which protocols this machine's router speaks, all at the same time, and has nothing mapped.</summary>
public sealed class PortMappingProbe(IGatewayFinder finder, IGatewayLinks links, IUpnpClient upnp, TimeProvider time)
{
    /// <summary>Looks on this machine.</summary>
    /// <param name="tunnel">The tunnel's interface, whose default route does not count; empty for none.</param>
    public PortMappingProbe(string tunnel)
        : this(new GatewayFinder(tunnel), new GatewayLinks(), new UpnpClient(TimeProvider.System), TimeProvider.System)
    {
    }

    /// <summary>Looks; takes five seconds at most, unless UPnP's router answers slowly.</summary>
    public async Task<PortMappingProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        if (finder.Find() is not { } gateway)
        {
            return new PortMappingProbeResult(null, []);
        }

        var look = upnp.LookAsync(gateway, cancellationToken);
        var (pcp, natPmp) = await AskAsync(gateway, cancellationToken);
        var seen = await look;
        var answer = new PortMappingAnswer(
            PortMappingProtocol.Upnp, seen.IsSpoken, seen.External, seen.Problem ?? Outside(seen.External));
        return new PortMappingProbeResult(gateway, [pcp, natPmp, answer]);
    }

    private async Task<(PortMappingAnswer Pcp, PortMappingAnswer NatPmp)> AskAsync(DefaultGateway gateway, CancellationToken cancellationToken)
    {
        var silence = $"no answer within {PortMapperTimers.GiveUp.TotalSeconds:0} s";
        var pcp = new PortMappingAnswer(PortMappingProtocol.Pcp, false, null, silence);
        var natPmp = new PortMappingAnswer(PortMappingProtocol.NatPmp, false, null, silence);
        var events = Channel.CreateBounded<PortMapperEvent>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite });
        using var link = links.Open(gateway, happened => events.Writer.TryWrite(happened));
        if (link is null)
        {
            return (pcp with { Reason = "the system refuses a socket" }, natPmp with { Reason = "the system refuses a socket" });
        }

        var from = new IPEndPoint(gateway.Address, PcpCodec.ServerPort);
        var (isPcpOpen, isNatPmpOpen) = (true, true);
        var before = TimeSpan.Zero;
        foreach (var until in PortMapperTimers.Retransmissions.Add(PortMapperTimers.GiveUp))
        {
            Send(link, gateway, isPcpOpen, isNatPmpOpen);
            using var patience = new CancellationTokenSource(until - before, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            before = until;
            try
            {
                while (isPcpOpen || isNatPmpOpen)
                {
                    switch (await events.Reader.ReadAsync(either.Token))
                    {
                        case PortMapperEvent.PortUnreachable:
                            const string Nobody = "nobody listens at the router's port";
                            return (isPcpOpen ? pcp with { Reason = Nobody } : pcp, isNatPmpOpen ? natPmp with { Reason = Nobody } : natPmp);
                        case PortMapperEvent.DatagramReceived received when received.From.Equals(from):
                            isPcpOpen &= !TryReadPcp(received.Datagram.Span, ref pcp);
                            isNatPmpOpen &= !TryReadNatPmp(received.Datagram.Span, ref natPmp);
                            break;
                    }
                }

                break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Asked again, until there was time enough.
            }
        }

        return (pcp, natPmp);
    }

    private static void Send(IGatewayLink link, DefaultGateway gateway, bool pcp, bool natPmp)
    {
        Span<byte> datagram = stackalloc byte[PcpCodec.AnnounceLength];
        if (pcp)
        {
            PcpCodec.EncodeAnnounce(datagram, gateway.Local);
            link.Send(datagram);
        }

        if (natPmp)
        {
            NatPmpCodec.EncodeAddressRequest(datagram);
            link.Send(datagram[..NatPmpCodec.AddressRequestLength]);
        }
    }

    private static bool TryReadPcp(ReadOnlySpan<byte> datagram, ref PortMappingAnswer answer)
    {
        if (!PcpCodec.TryReadResponse(datagram, out var response))
        {
            return false;
        }

        // A router need not know the question to speak the protocol.
        var isFine = response.Result is PcpResult.Success or PcpResult.UnsupportedOpcode;
        answer = answer with { IsSpoken = response.Result != PcpResult.UnsupportedVersion, Reason = isFine ? "the router answers" : PortMappingWords.Describe(response.Result) };
        return true;
    }

    private static bool TryReadNatPmp(ReadOnlySpan<byte> datagram, ref PortMappingAnswer answer)
    {
        // An answer to PCP in this format says only that PCP is not spoken; the answer to our own question follows.
        if (!NatPmpCodec.TryReadResponse(datagram, out var response) || response is { IsMapping: true } or { Result: NatPmpResult.UnsupportedVersion })
        {
            return false;
        }

        answer = answer with
        {
            IsSpoken = true,
            External = response.Address,
            Reason = response.Result == NatPmpResult.Success ? Outside(response.Address) : PortMappingWords.Describe(response.Result),
        };
        return true;
    }

    private static string Outside(IPAddress? address) => address is null
        ? "the router names no outside address"
        : OutsideAddress.Reject(address) is { } flaw
            ? $"the router's outside address {address} is {flaw}: another NAT stands before it"
            : $"the router's outside address is {address}";
}
