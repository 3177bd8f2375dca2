using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>A relay, spoken to as nodes would.</summary>
internal sealed class RelayUnderTest
{
    public static readonly PublicKey A = Key(1);
    public static readonly PublicKey B = Key(2);
    public static readonly PublicKey C = Key(3);
    private readonly Dictionary<PublicKey, ulong> _sequences = [];

    public RelayUnderTest(RelayTableOptions? options = null)
    {
        State = new RelayTableState { Secret = new RelaySecret([.. Enumerable.Range(0, 32).Select(i => (byte)i)]) };
        Step(new RelayTableEvent.Configured(options ?? new RelayTableOptions { FirstPort = 40001, LastPort = 40010 }), 0);
    }

    public RelayTableState State { get; private set; }

    public List<RelayTableEffect> Effects { get; private set; } = [];

    public RelayMessage? Reply => Effects.OfType<RelayTableEffect.Reply>().SingleOrDefault()?.Message;

    public static PublicKey Key(int number)
    {
        byte[] bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes.AsSpan(28), System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(number));
        return PublicKey.FromBytes(bytes);
    }

    public static SessionId Session(byte number) => SessionId.FromBytes([number, 0, 0, 0, 0, 0, 0, 1]);

    public static IPEndPoint Home(PublicKey key) => new(IPAddress.Parse("203.0.113.7"), 1024 + (key.GetHashCode() & 0x7fff));

    public void Step(RelayTableEvent happened, double seconds)
    {
        RelayTableStep step = RelayTable.Step(State, happened, TimeSpan.FromSeconds(seconds));
        State = step.State;
        Effects = [.. step.Effects];
    }

    /// <summary>One request, as it is.</summary>
    public RelayMessage? Send(
        PublicKey node, RelayMessageKind kind, double seconds, PublicKey peer = default, IPEndPoint? from = null, int port = 0,
        RelayToken token = default, ulong? sequence = null, byte session = 1, bool isServed = true, PublicKey via = default)
    {
        ulong number = sequence ?? (_sequences[node] = _sequences.GetValueOrDefault(node) + 1);
        Step(
            new RelayTableEvent.Requested(
                node, Session(session), new RelayMessage { Kind = kind, Peer = peer, Via = via, Sequence = number, Token = token }, from ?? Home(node), port, isServed),
            seconds);
        return Reply;
    }

    /// <summary>A request and, if it is challenged, the same again with the token.</summary>
    public RelayMessage? Do(PublicKey node, RelayMessageKind kind, double seconds, PublicKey peer = default, IPEndPoint? from = null, int port = 0, byte session = 1, PublicKey via = default)
        => Send(node, kind, seconds, peer, from, port, session: session, via: via) is { Kind: RelayMessageKind.Challenge } challenge
            ? Send(node, kind, seconds, peer, from, port, challenge.Token, session: session, via: via)
            : Reply;

    /// <summary>Opens the pair's port.</summary>
    public int Open(PublicKey one, PublicKey other, double seconds)
    {
        Do(one, RelayMessageKind.Ask, seconds, other);
        return Do(other, RelayMessageKind.Ask, seconds, one)!.Port;
    }

    public void Bind(PublicKey node, PublicKey peer, int port, double seconds, IPEndPoint? from = null)
        => Do(node, RelayMessageKind.Bind, seconds, peer, from ?? new IPEndPoint(Home(node).Address, Home(node).Port ^ 1), port);
}
