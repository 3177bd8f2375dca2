using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class CarriedTraceTests : IDisposable
{
    private static readonly TraceContext Trace = new(new UInt128(0x0102030405060708, 0x090a0b0c0d0e0f10), 0x1112131415161718, 1);

    private readonly Mesh _mesh = new();

    private PathCheckSessionKeys AsBob => _mesh.BobToAlice.ForPeerRequests(Mesh.Session);

    private PathCheckSessionKeys AsAlice => _mesh.AliceToBob.ForOwnRequests(Mesh.Session);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void Trace_IsCarried_AndTheAnswerIsAsLongAsTheRequest()
    {
        byte[] request = Encode([], Trace);

        Assert.Equal(Trace, Decode(request).Trace);
        byte[] response = new byte[PathCheckCodec.MaxLength];
        Assert.Equal(request.Length, PathCheckCodec.EncodeResponse(response, Mesh.Transaction, AsBob, Mesh.Mapped6, request.Length));
    }

    [Fact]
    public void Request_IsWhatItWas_WithoutATrace()
    {
        byte[] request = Encode([], null);

        Assert.Null(Decode(request).Trace);
        Assert.Equal(32, Encode([], Trace).Length - request.Length);
    }

    [Fact]
    public void Trace_IsLeftOut_WhereThereIsNoRoom()
    {
        ImmutableArray<RemoteCandidate> eight = [.. Enumerable.Range(1, 8).Select(i => new RemoteCandidate(new IPEndPoint(IPAddress.Parse($"2001:db8::{i}"), 51820), RemoteCandidateKind.Host))];
        byte[] request = Encode(eight, Trace);

        Assert.Null(Decode(request).Trace);
        Assert.Equal(8, Decode(request).Candidates.Length);
        Assert.Equal(Trace, Decode(Encode(eight[..6], Trace)).Trace);
    }

    [Theory]
    [InlineData(0UL, 0UL, 1UL)]
    [InlineData(1UL, 1UL, 0UL)]
    public void Trace_OfZeros_IsNone(ulong high, ulong low, ulong span)
        => Assert.Null(Decode(Encode([], new TraceContext(new UInt128(high, low), span, 1))).Trace);

    [Fact]
    public void Trace_IsInNetworkOrder()
    {
        byte[] request = Encode([], Trace);
        int at = request.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xDA, 0x04, 0, 25]);

        Assert.True(at > 0);
        Assert.Equal(0x01020304u, BinaryPrimitives.ReadUInt32BigEndian(request.AsSpan(at + 4)));
        Assert.Equal(0x11121314u, BinaryPrimitives.ReadUInt32BigEndian(request.AsSpan(at + 20)));
    }

    private byte[] Encode(ImmutableArray<RemoteCandidate> candidates, TraceContext? trace)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeRequest(
            buffer, Mesh.Transaction, AsAlice, useCandidate: true, RemoteCandidateKind.Relay, candidates.IsEmpty ? default : candidates, trace: trace);
        return buffer[..length];
    }

    private PathCheckRequest Decode(byte[] request)
    {
        Assert.True(PathCheckCodec.TryVerifyRequest(request, AsBob, out PathCheckRequest verified));
        return verified;
    }
}
