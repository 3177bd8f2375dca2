using System.Collections.Immutable;

namespace MeshGate.Traversal.PortMapping;

/// <summary>The datagrams that a <see cref="PortMapper"/> sends.</summary>
internal static class PortMapperRequests
{
    /// <summary>Those of the outstanding query.</summary>
    internal static ImmutableArray<ReadOnlyMemory<byte>> For(PortMapperState state)
    {
        PortMapperTarget target = state.Target!;
        bool isRelease = state.Phase == PortMapperPhase.Releasing;
        uint lifetime = isRelease ? 0 : (uint)target.Lifetime.TotalSeconds;
        int suggested = isRelease ? 0 : state.LastPort != 0 ? state.LastPort : target.InternalPort;
        bool isPcp = state.Protocol == PortMappingProtocol.Pcp;
        return state.Query switch
        {
            PortMapperQuery.Epoch => [isPcp ? Announce(target) : Address()],
            _ when isPcp => [PcpMap(target, suggested, lifetime)],
            _ when isRelease || state.Phase == PortMapperPhase.Mapped => [NatPmpMap(target, suggested, lifetime)],
            _ => [Address(), NatPmpMap(target, suggested, lifetime)],
        };
    }

    private static ReadOnlyMemory<byte> Announce(PortMapperTarget target)
    {
        var datagram = new byte[PcpCodec.AnnounceLength];
        PcpCodec.EncodeAnnounce(datagram, target.Client);
        return datagram;
    }

    private static ReadOnlyMemory<byte> PcpMap(PortMapperTarget target, int suggested, uint lifetime)
    {
        var datagram = new byte[PcpCodec.MapLength];
        PcpCodec.EncodeMap(datagram, new PcpMapRequest(target.Client, target.Nonce, target.InternalPort, suggested, lifetime));
        return datagram;
    }

    private static ReadOnlyMemory<byte> Address()
    {
        var datagram = new byte[NatPmpCodec.AddressRequestLength];
        NatPmpCodec.EncodeAddressRequest(datagram);
        return datagram;
    }

    private static ReadOnlyMemory<byte> NatPmpMap(PortMapperTarget target, int suggested, uint lifetime)
    {
        var datagram = new byte[NatPmpCodec.MapRequestLength];
        NatPmpCodec.EncodeMapRequest(datagram, target.InternalPort, suggested, lifetime);
        return datagram;
    }
}
