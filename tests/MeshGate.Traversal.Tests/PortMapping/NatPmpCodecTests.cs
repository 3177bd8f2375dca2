using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>Layouts by hand from RFC 6886, sections 3.2 to 3.5.</summary>
public sealed class NatPmpCodecTests
{
    [Fact]
    public void Encode_FollowsTheFigures()
    {
        Span<byte> map = stackalloc byte[NatPmpCodec.MapRequestLength];
        map.Fill(0xaa);
        NatPmpCodec.EncodeMapRequest(map, 51820, 40000, 3600);
        Span<byte> address = stackalloc byte[NatPmpCodec.AddressRequestLength];
        address.Fill(0xaa);
        NatPmpCodec.EncodeAddressRequest(address);

        Assert.Equal("00010000" + "ca6c9c40" + "00000e10", Convert.ToHexStringLower(map));
        Assert.Equal("0000", Convert.ToHexStringLower(address));
    }

    [Fact]
    public void TryReadResponse_ReadsWhatARouterWrote()
    {
        // Recorded from miniupnpd 2.3.1.
        Assert.True(NatPmpCodec.TryReadResponse(Convert.FromHexString("0080000000000091cb00710a"), out NatPmpResponse address));
        Assert.True(NatPmpCodec.TryReadResponse(Convert.FromHexString("0081000000000091ca6dca6d00000e10"), out NatPmpResponse mapping));

        Assert.Equal(new NatPmpResponse(false, NatPmpResult.Success, 0x91, IPAddress.Parse("203.0.113.10"), 0, 0, 0), address);
        Assert.Equal(new NatPmpResponse(true, NatPmpResult.Success, 0x91, null, 51821, 51821, 3600), mapping);
    }

    [Theory]
    [InlineData("0080000100000005", false, NatPmpResult.UnsupportedVersion)]
    [InlineData("0081000200000005", true, NatPmpResult.NotAuthorized)]
    [InlineData("0081000300000005ca6c000000000000", true, NatPmpResult.NetworkFailure)]
    [InlineData("0080ffff00000005", false, (NatPmpResult)65535)]
    public void TryReadResponse_ReadsErrorsOfAnyLength(string hex, bool isMapping, NatPmpResult result)
    {
        Assert.True(NatPmpCodec.TryReadResponse(Convert.FromHexString(hex), out NatPmpResponse response));
        Assert.Equal((isMapping, result), (response.IsMapping, response.Result));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00800000000000")]
    [InlineData("0000000000000091cb00710a")]
    [InlineData("0280000000000091cb00710a")]
    [InlineData("0082000000000091ca6dca6d00000e10")]
    [InlineData("0080000000000091cb00710a00")]
    [InlineData("0081000000000091ca6dca6d00000e")]
    [InlineData("0081000000000091ca6dca6d00000e1000")]
    public void TryReadResponse_Refuses(string hex)
        => Assert.False(NatPmpCodec.TryReadResponse(Convert.FromHexString(hex), out _));
}
