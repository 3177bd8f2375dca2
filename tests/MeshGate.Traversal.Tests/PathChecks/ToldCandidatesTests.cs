using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class ToldCandidatesTests : IDisposable
{
    private static readonly ImmutableArray<RemoteCandidate> Eight =
    [
        .. Enumerable.Range(1, 6).Select(i => new RemoteCandidate(IPEndPoint.Parse($"[2001:db8::{i}]:{50000 + i}"), RemoteCandidateKind.Host)),
        new RemoteCandidate(IPEndPoint.Parse("203.0.113.7:40000"), RemoteCandidateKind.PortMapped),
        new RemoteCandidate(IPEndPoint.Parse("203.0.113.7:40001"), RemoteCandidateKind.ServerReflexive),
    ];

    private readonly Mesh _mesh = new();

    private PathCheckSessionKeys AsAlice => _mesh.AliceToBob.ForOwnRequests(Mesh.Session);

    private PathCheckSessionKeys AsBob => _mesh.BobToAlice.ForPeerRequests(Mesh.Session);

    public void Dispose() => _mesh.Dispose();

    [Theory]
    [InlineData(RemoteCandidateKind.Host, null)]
    [InlineData(RemoteCandidateKind.PeerReflexive, null)]
    [InlineData(RemoteCandidateKind.Relay, RemoteCandidateKind.Relay)]
    [InlineData(RemoteCandidateKind.Turn, RemoteCandidateKind.Turn)]
    public void Request_TellsWhatKindOfPathItTook_WhereThatIsLent(RemoteCandidateKind via, RemoteCandidateKind? seen)
        => Assert.Equal(seen, Verify(Encode(via, default)).Via);

    [Fact]
    public void Request_CarriesEightCandidates_AndItsAnswerIsAsLong()
    {
        byte[] request = Encode(RemoteCandidateKind.Turn, Eight);

        Assert.Equal(Eight, Verify(request).Candidates);
        Assert.True(request.Length <= PathCheckCodec.MaxLength);
        byte[] response = new byte[PathCheckCodec.MaxLength];
        Assert.Equal(request.Length, PathCheckCodec.EncodeResponse(response, Mesh.Transaction, AsBob, Mesh.Mapped, request.Length));
        Assert.True(PathCheckCodec.TryVerifyResponse(response.AsSpan(0, request.Length), AsAlice, Mesh.Transaction, out _));
    }

    [Fact]
    public void Request_TellsThatThereIsNoCandidate_UnlikeOneThatTellsNothing()
    {
        Assert.Empty(Verify(Encode(RemoteCandidateKind.Host, [])).Candidates);
        Assert.True(Verify(Encode(RemoteCandidateKind.Host, default)).Candidates.IsDefault);
    }

    [Fact]
    public void Request_TellsOnlyWhatANodeMaySayOfItself()
    {
        var all = Enum.GetValues<RemoteCandidateKind>().Select(kind => new RemoteCandidate(IPEndPoint.Parse("203.0.113.7:1"), kind)).ToImmutableArray();

        Assert.Equal(
            [RemoteCandidateKind.Host, RemoteCandidateKind.PortMapped, RemoteCandidateKind.ServerReflexive, RemoteCandidateKind.Turn],
            Verify(Encode(RemoteCandidateKind.Host, all)).Candidates.Select(candidate => candidate.Kind));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("0101c000")]
    [InlineData("0101c000cb0071")]
    [InlineData("0102c000cb007107")]
    [InlineData("0103c000cb007107")]
    [InlineData("0001c000cb007107")]
    [InlineData("0501c000cb007107")]
    [InlineData("0101c000cb00710701")]
    public void Request_TellsNothing_WhenTheListIsMalformed(string hex)
        => Assert.True(Verify(Forge(Convert.FromHexString(hex))).Candidates.IsDefault);

    [Fact]
    public void Request_TellsNothing_WhenTheListIsTooLong()
    {
        byte[] entry = Convert.FromHexString("0101c000cb007107");

        Assert.True(Verify(Forge([.. Enumerable.Repeat(entry, 9).SelectMany(bytes => bytes)])).Candidates.IsDefault);
    }

    private byte[] Encode(RemoteCandidateKind via, ImmutableArray<RemoteCandidate> candidates)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        return buffer[..PathCheckCodec.EncodeRequest(buffer, Mesh.Transaction, AsAlice, useCandidate: true, via, candidates)];
    }

    /// <summary>A request by the right key with a list of its own making.</summary>
    private byte[] Forge(byte[] list)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref builder, AsAlice.Username);
        builder.Add(StunAttributeType.Candidates, list);
        MessageIntegritySha256.Write(ref builder, AsAlice.RequestKey);
        Fingerprint.Write(ref builder);
        return buffer[..builder.Length];
    }

    private PathCheckRequest Verify(byte[] request)
    {
        Assert.True(PathCheckCodec.TryVerifyRequest(request, AsBob, out PathCheckRequest verified));
        return verified;
    }
}
