using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Tests.PathChecks;
using MeshGate.Traversal.Tests.Relays;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>
/// A peer that has the keys and says what it likes: what stands behind the integrity is read with the same care. Corpus/Insider has the
/// values of attributes.
/// </summary>
public sealed class InsiderHostileTests : IDisposable
{
    private const int FuzzSeed = 6088;
    private const StunAttributeType RelayAttribute = (StunAttributeType)0xCA60;
    private static readonly TimeSpan FuzzLimit = TimeSpan.FromSeconds(5);

    private readonly ITestOutputHelper _output;
    private readonly Mesh _mesh = new();
    private readonly RelayMesh _relays = new();
    private readonly PathCheckSessionKeys _signs;
    private readonly PathCheckSessionKeys _verifies;
    private readonly RelaySessionKeys _asks;
    private readonly RelaySessionKeys _answers;
    private readonly byte[] _buffer = new byte[2048];

    public InsiderHostileTests(ITestOutputHelper output)
    {
        _output = output;
        _signs = _mesh.AliceToBob.ForOwnRequests(Mesh.Session);
        _verifies = _mesh.BobToAlice.ForPeerRequests(Mesh.Session);
        (_asks, _answers) = (_relays.AtNode, _relays.AtRelay);
    }

    public static TheoryData<string> Files => [.. CorpusTests.Read("Insider").Select(input => input.Name)];

    public void Dispose()
    {
        _mesh.Dispose();
        _relays.Dispose();
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Readers_Survive_WhatAKeyProves()
    {
        byte[] candidates = ValueOf(CheckWithCandidates(_signs), StunAttributeType.Candidates);
        byte[] body = ValueOf(_relays.Encode(StunClass.Request, RelayMesh.Ask with { Name = "node-a" }), RelayAttribute);
        byte[][] seeds = [candidates, body, .. CorpusTests.Read("Insider").Select(input => input.Bytes)];
        var random = new Random(FuzzSeed);
        var mutator = new Mutator(random);
        var budget = new FuzzBudget(FuzzLimit);
        Action<byte[]> feed = value => Feed(value, budget);
        while (budget.IsLeft)
        {
            byte[] seed = random.Next(2) == 0 ? seeds[random.Next(2)] : seeds[random.Next(seeds.Length)];
            budget.Feed(mutator.Mutate(seed, seed), feed);
        }

        budget.Report(_output);
        Assert.True(budget.ReadBy("candidate list") > budget.Made / 100 && budget.ReadBy("relay message body") > budget.Made / 100, "The mutations leave nothing whole.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Readers_Survive_TheCorpus(string file)
        => Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), Feed(CorpusTests.Read("Insider").Single(input => input.Name == file).Bytes));

    private bool Feed(byte[] value, FuzzBudget? budget = null)
    {
        ReadOnlySpan<byte> check = Sign(_buffer, _signs.Username, StunAttributeType.Candidates, value, _signs.RequestKey);
        bool isList = PathCheckCodec.TryVerifyRequest(check, _verifies, out PathCheckRequest request) && !request.Candidates.IsDefault;
        budget?.Count("candidate list", isList);
        if (isList && request.Candidates.Length > CheckListTimers.MaxCandidates)
        {
            throw new InvalidOperationException("More candidates than anybody may tell.");
        }

        ReadOnlySpan<byte> message = Sign(_buffer, _asks.UsernameOf(StunClass.Request), RelayAttribute, value, _asks.KeyOf(StunClass.Request));
        bool isMessage = RelayCodec.TryVerify(message, _answers, StunClass.Request, out RelayMessage? read);
        budget?.Count("relay message body", isMessage);
        if (isMessage && (read!.Name.Length > RelayCodec.MaxName || read.Name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.'))))
        {
            throw new InvalidOperationException("A name that no MeshNode can have.");
        }

        return isList || isMessage;
    }

    private static byte[] CheckWithCandidates(PathCheckSessionKeys keys)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeRequest(
            buffer, Mesh.Transaction, keys, false, RemoteCandidateKind.Relay,
            [
                new RemoteCandidate(IPEndPoint.Parse("192.0.2.1:51820"), RemoteCandidateKind.Host),
                new RemoteCandidate(IPEndPoint.Parse("[2001:db8::1]:51820"), RemoteCandidateKind.PortMapped),
                new RemoteCandidate(IPEndPoint.Parse("203.0.113.5:40000"), RemoteCandidateKind.ServerReflexive),
            ]);
        return buffer[..length];
    }

    private static byte[] ValueOf(byte[] datagram, StunAttributeType type)
    {
        Assert.True(StunMessageParser.TryParse(datagram, out StunMessage message, out _));
        Assert.True(message.TryGet(type, out ReadOnlySpan<byte> value));
        return value.ToArray();
    }

    private static ReadOnlySpan<byte> Sign(byte[] buffer, ReadOnlySpan<byte> username, StunAttributeType type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> key)
    {
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref builder, username);
        value.CopyTo(builder.Add(type, value.Length));
        MessageIntegritySha256.Write(ref builder, key);
        Fingerprint.Write(ref builder);
        return buffer.AsSpan(0, builder.Length);
    }
}
