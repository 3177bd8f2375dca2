using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>Layouts by hand from RFC 6887, figures 2, 3, 9 and 10.</summary>
public sealed class PcpCodecTests
{
    private const string Nonce = "000102030405060708090a0b";
    private static readonly MappingNonce Owner = MappingNonce.FromBytes(Convert.FromHexString(Nonce));

    [Fact]
    public void EncodeMap_FollowsTheFigure()
    {
        Span<byte> datagram = stackalloc byte[PcpCodec.MapLength];
        datagram.Fill(0xaa);
        PcpCodec.EncodeMap(datagram, new PcpMapRequest(IPAddress.Parse("100.64.0.10"), Owner, 51820, 40000, 3600));

        Assert.Equal(
            "02010000" + "00000e10" + "00000000000000000000ffff6440000a"
            + Nonce + "11000000" + "ca6c9c40" + "00000000000000000000ffff00000000",
            Convert.ToHexStringLower(datagram));
    }

    [Fact]
    public void EncodeAnnounce_FollowsTheFigure()
    {
        Span<byte> datagram = stackalloc byte[PcpCodec.AnnounceLength];
        PcpCodec.EncodeAnnounce(datagram, IPAddress.Parse("100.64.0.10"));

        Assert.Equal("02000000" + "00000000" + "00000000000000000000ffff6440000a", Convert.ToHexStringLower(datagram));
    }

    [Fact]
    public void TryReadResponse_ReadsMap_AsARouterWroteIt()
    {
        // Recorded from miniupnpd 2.3.1.
        byte[] datagram = Convert.FromHexString(
            "0281000000000e100000009100000000000000000000000030313233343536373839616211000000ca6cca6c00000000000000000000ffffcb00710a");

        Assert.True(PcpCodec.TryReadResponse(datagram, out PcpResponse response));

        Assert.Equal((PcpOpcode.Map, PcpResult.Success, 3600u, 0x91u), (response.Opcode, response.Result, response.LifetimeSeconds, response.Epoch));
        Assert.Equal(
            new PcpMapping(MappingNonce.FromBytes("0123456789ab"u8), 17, 51820, IPEndPoint.Parse("203.0.113.10:51820")), response.Mapping);
    }

    [Theory]
    [InlineData("028000000000000000000091000000000000000000000000", PcpOpcode.Announce, PcpResult.Success)]
    [InlineData("028000040000000000000091000000000000000000000000", PcpOpcode.Announce, PcpResult.UnsupportedOpcode)]
    [InlineData("028100010000003c00000091000000000000000000000000", PcpOpcode.Map, PcpResult.UnsupportedVersion)]
    [InlineData("028100ff0000003c00000091000000000000000000000000", PcpOpcode.Map, (PcpResult)255)]
    public void TryReadResponse_ReadsWhatHasNoMapping(string hex, PcpOpcode opcode, PcpResult result)
    {
        Assert.True(PcpCodec.TryReadResponse(Convert.FromHexString(hex), out PcpResponse response));
        Assert.Equal((opcode, result, null), (response.Opcode, response.Result, response.Mapping));
    }

    [Fact]
    public void TryReadResponse_ReadsIPv6_AsSuch()
    {
        byte[] datagram = Convert.FromHexString(
            "0281000000000e1000000001000000000000000000000000" + Nonce + "11000000ca6cca6c" + "20010db8000000000000000000000001");

        Assert.True(PcpCodec.TryReadResponse(datagram, out PcpResponse response));
        Assert.Equal(IPEndPoint.Parse("[2001:db8::1]:51820"), response.Mapping?.External);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0280000000000000000000910000000000000000000000")]
    [InlineData("01800000000000000000009100000000000000000000000000")]
    [InlineData("018000000000000000000091000000000000000000000000")]
    [InlineData("020000000000000000000091000000000000000000000000")]
    [InlineData("028200000000000000000091000000000000000000000000")]
    [InlineData("028100000000003c00000091000000000000000000000000")]
    public void TryReadResponse_Refuses(string hex)
        => Assert.False(PcpCodec.TryReadResponse(Convert.FromHexString(hex), out _));

    [Fact]
    public void Nonce_IsNotPrinted() => Assert.DoesNotContain("0b", Owner.ToString(), StringComparison.Ordinal);
}
