using System.Buffers.Binary;
using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>A router that speaks PCP, NAT-PMP and UPnP, or some of them, to one client.</summary>
internal sealed class SimulatedRouter
{
    public static readonly IPAddress Address = IPAddress.Parse("100.64.0.1");

    private TimeSpan _startedAt = TimeSpan.FromSeconds(-1000);

    public bool SpeaksPcp { get; set; } = true;

    public bool SpeaksNatPmp { get; set; } = true;

    public bool SpeaksUpnp { get; set; } = true;

    /// <summary>Whether it refuses PCP in NAT-PMP's format, as RFC 6887 has it, rather than by silence.</summary>
    public bool SaysVersion { get; set; }

    public bool IsSilent { get; set; }

    public byte Result { get; set; }

    public IPAddress Outside { get; set; } = IPAddress.Parse("203.0.113.10");

    public int? OutsidePort { get; set; }

    public uint Lifetime { get; set; } = 3600;

    /// <summary>The inside port that is mapped; null while none is.</summary>
    public int? Mapped { get; set; }

    public int Requests { get; private set; }

    public void Restart(TimeSpan now)
    {
        _startedAt = now;
        Mapped = null;
    }

    public byte[]? Answer(ReadOnlySpan<byte> request, TimeSpan now)
    {
        Requests++;
        if (IsSilent)
        {
            return null;
        }

        uint epoch = (uint)(now - _startedAt).TotalSeconds;
        return request[0] == 2
            ? SpeaksPcp ? AnswerPcp(request, epoch) : SaysVersion ? [0, 0x81, 0, 1, 0, 0, 0, 9] : null
            : SpeaksNatPmp ? AnswerNatPmp(request, epoch) : null;
    }

    public UpnpOutcome AnswerUpnp(PortMapperEffect.MapByUpnp request)
    {
        if (!SpeaksUpnp)
        {
            return new UpnpOutcome(null, TimeSpan.Zero, "no router answered the search");
        }

        Mapped = request.Target.InternalPort;
        return new UpnpOutcome(new IPEndPoint(Outside, OutsidePort ?? request.SuggestedPort), TimeSpan.FromSeconds(Lifetime), null);
    }

    private byte[] AnswerPcp(ReadOnlySpan<byte> request, uint epoch)
    {
        byte[] answer = request.ToArray();
        answer[1] |= 0x80;
        answer[3] = Result;
        answer.AsSpan(12, 12).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(8), epoch);
        if (request.Length == PcpCodec.MapLength && Result == 0)
        {
            uint lifetime = BinaryPrimitives.ReadUInt32BigEndian(request[4..]) == 0 ? 0 : Lifetime;
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(4), lifetime);
            Map(BinaryPrimitives.ReadUInt16BigEndian(request[40..]), lifetime);
            _ = Outside.MapToIPv6().TryWriteBytes(answer.AsSpan(44), out _);
            if (OutsidePort is { } port)
            {
                BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(42), (ushort)port);
            }
        }

        return answer;
    }

    private byte[] AnswerNatPmp(ReadOnlySpan<byte> request, uint epoch)
    {
        bool isMap = request[1] == 1;
        var answer = new byte[isMap ? 16 : 12];
        answer[1] = (byte)(request[1] | 0x80);
        answer[3] = Result;
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(4), epoch);
        if (!isMap)
        {
            _ = Outside.TryWriteBytes(answer.AsSpan(8), out _);
            return answer;
        }

        request[4..8].CopyTo(answer.AsSpan(8));
        uint lifetime = BinaryPrimitives.ReadUInt32BigEndian(request[8..]) == 0 ? 0 : Lifetime;
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(12), lifetime);
        Map(BinaryPrimitives.ReadUInt16BigEndian(request[4..]), Result == 0 ? lifetime : 0);
        return answer;
    }

    private void Map(int port, uint lifetime) => Mapped = lifetime > 0 ? port : Mapped == port ? null : Mapped;
}
