using System.Buffers.Binary;
using System.Net;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Tests.PortMapping;

/// <summary>A router that lends ports by PCP, or by UPnP alone, as the adapters towards routers show it.</summary>
internal sealed class FakeRouter : IGatewayFinder, IGatewayLinks, IUpnpClient
{
    private readonly Lock _gate = new();
    private readonly List<string> _nonces = [];

    public DefaultGateway? Gateway { get; set; }

    public bool SpeaksPcp { get; set; } = true;

    public bool SpeaksUpnp { get; set; }

    public IPAddress Outside { get; set; } = IPAddress.Parse("203.0.113.10");

    /// <summary>Called before each answer to a request to map.</summary>
    public Action Answering { get; set; } = () => { };

    /// <summary>The inside port that is mapped; null while none is.</summary>
    public int? Mapped { get; private set; }

    /// <summary>The nonces of all requests to map, in hexadecimal.</summary>
    public IReadOnlyList<string> Nonces
    {
        get
        {
            lock (_gate)
            {
                return [.. _nonces];
            }
        }
    }

    public int OpenLinks { get; private set; }

    public static DefaultGateway Home { get; } = new("eth0", IPAddress.Parse("100.64.0.1"), IPAddress.Parse("100.64.0.10"));

    public DefaultGateway? Find() => Gateway;

    public IGatewayLink? Open(DefaultGateway gateway, Action<PortMapperEvent> tell)
    {
        OpenLinks++;
        return new Link(this, gateway, tell);
    }

    public Task<UpnpOutcome> MapAsync(DefaultGateway gateway, int internalPort, int suggestedPort, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (!SpeaksUpnp)
        {
            return Task.FromResult(new UpnpOutcome(null, TimeSpan.Zero, "no UPnP"));
        }

        Mapped = internalPort;
        return Task.FromResult(new UpnpOutcome(new IPEndPoint(Outside, suggestedPort), lifetime, null));
    }

    public Task<string?> UnmapAsync(DefaultGateway gateway, int externalPort, CancellationToken cancellationToken)
    {
        Mapped = null;
        return Task.FromResult<string?>(null);
    }

    private byte[]? Answer(ReadOnlySpan<byte> request)
    {
        if (!SpeaksPcp || request[0] != 2)
        {
            return null;
        }

        var answer = request.ToArray();
        answer[1] |= 0x80;
        answer.AsSpan(8, 16).Clear();
        if (request.Length == PcpCodec.MapLength)
        {
            Answering();
            lock (_gate)
            {
                _nonces.Add(Convert.ToHexStringLower(request[24..36]));
            }

            Mapped = BinaryPrimitives.ReadUInt32BigEndian(request[4..]) == 0 ? null : BinaryPrimitives.ReadUInt16BigEndian(request[40..]);
            _ = Outside.MapToIPv6().TryWriteBytes(answer.AsSpan(44), out _);
        }

        return answer;
    }

    private sealed class Link(FakeRouter router, DefaultGateway gateway, Action<PortMapperEvent> tell) : IGatewayLink
    {
        public void Send(ReadOnlySpan<byte> datagram)
        {
            if (router.Answer(datagram) is { } answer)
            {
                tell(new PortMapperEvent.DatagramReceived(new IPEndPoint(gateway.Address, PcpCodec.ServerPort), answer));
            }
        }

        public void Dispose() => router.OpenLinks--;
    }
}
