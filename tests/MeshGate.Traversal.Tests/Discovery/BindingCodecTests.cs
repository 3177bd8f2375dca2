using System.Net;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Tests.Stun;

namespace MeshGate.Traversal.Tests.Discovery;

public sealed class BindingCodecTests
{
    private delegate void Writer(ref StunMessageBuilder builder);

    [Fact]
    public void EncodeRequest_IsAMinimalBindingRequest()
    {
        byte[] buffer = new byte[BindingCodec.RequestLength];

        Assert.Equal(buffer.Length, BindingCodec.EncodeRequest(buffer, DiscoveryRun.Id(7)));
        Assert.True(StunMessageParser.TryParse(buffer, out StunMessage message, out _));
        Assert.Equal(StunMessageType.BindingRequest, message.Type);
        Assert.Equal(DiscoveryRun.Id(7), message.TransactionId);
        Assert.True(Fingerprint.Verify(message));
        Assert.False(BindingCodec.TryReadResponse(buffer, out _));
    }

    [Fact]
    public void TryReadResponse_ReadsThePublishedResponses()
    {
        Assert.True(BindingCodec.TryReadResponse(Vectors.Ipv4Response, out BindingResponse? four));
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:32853"), four.Mapped);
        Assert.True(BindingCodec.TryReadResponse(Vectors.Ipv6Response, out BindingResponse? six));
        Assert.Equal(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"), six.Mapped);
    }

    [Fact]
    public void TryReadResponse_FallsBackToTheUnmaskedAddress() =>
        Assert.Equal(
            IPEndPoint.Parse("203.0.113.5:1"),
            Read(StunClass.Success, (ref StunMessageBuilder b) => MappedAddress.Write(ref b, IPEndPoint.Parse("203.0.113.5:1")))!.Mapped);

    [Fact]
    public void TryReadResponse_IsRefused_WhenTheFingerprintIsWrong()
    {
        byte[] response = Vectors.Ipv4Response;
        response[^1] ^= 1;

        Assert.False(BindingCodec.TryReadResponse(response, out _));
    }

    [Fact]
    public void TryReadResponse_SaysWhy_WhenThereIsNoAddress()
    {
        Assert.Contains("no address", Read(StunClass.Success, (ref StunMessageBuilder _) => { })!.Failure, StringComparison.Ordinal);
        Assert.Contains(
            "not understood",
            Read(StunClass.Success, (ref StunMessageBuilder b) => b.Add((StunAttributeType)0x7000, 0))!.Failure,
            StringComparison.Ordinal);
        Assert.Contains("malformed", Read(StunClass.Error, (ref StunMessageBuilder _) => { })!.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void TryReadResponse_TellsAnError_WithoutWhatCouldHarmATerminal()
    {
        BindingResponse response = Read(
            StunClass.Error, (ref StunMessageBuilder b) => ErrorCode.Write(ref b, 420, "\e[31mUnknown\n\u00e9"u8))!;

        Assert.Null(response.Mapped);
        Assert.Equal("it answered with error 420 (?[31mUnknown???)", response.Failure);
    }

    [Fact]
    public void TryReadResponse_IsRefused_WhenTheMessageIsNoResponse() =>
        Assert.Null(Read(StunClass.Indication, (ref StunMessageBuilder _) => { }));

    private static BindingResponse? Read(StunClass @class, Writer write)
    {
        byte[] buffer = new byte[200];
        var builder = new StunMessageBuilder(buffer, new(@class, StunMethod.Binding), DiscoveryRun.Id(1));
        write(ref builder);
        return BindingCodec.TryReadResponse(buffer.AsSpan(0, builder.Length), out BindingResponse? response) ? response : null;
    }
}
