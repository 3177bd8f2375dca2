using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>
/// Finds out whether others reach this relay's ports: it asks peers, over the paths that work, to send one authenticated probe each to
/// its public address and its first port, from which it never sent anything to them. Only a probe that repeats what a peer was just
/// given counts. And it sends such probes for other relays, to addresses that are theirs alone. Belongs to the agent's loop.
/// </summary>
public sealed class RelayReach(RelayParties parties, PeerTable peers, IStunTransport transport)
{
    /// <summary>Between two rounds while nobody reached the ports.</summary>
    public static readonly TimeSpan Eager = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks for somebody who could be asked.</summary>
    public static readonly TimeSpan Expectant = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two rounds while somebody did.</summary>
    public static readonly TimeSpan Steady = TimeSpan.FromMinutes(5);

    private const int ProbersAtOnce = 3;
    /// <summary>Rounds without a probe after which the ports count as closed.</summary>
    private const int Patience = 3;

    private const int MaxPending = 16;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastBetweenProbes = TimeSpan.FromSeconds(1);

    private readonly Dictionary<RelayToken, (string Peer, IPAddress Address, TimeSpan At)> _pending = [];
    private readonly Dictionary<string, TimeSpan> _probed = new(StringComparer.Ordinal);
    private RelayDuty? _duty;
    private TimeSpan _roundAt = TimeSpan.MaxValue;
    private int _turn;
    private int _rounds;
    private ulong _sequence;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => _duty is null ? null : _roundAt;

    /// <summary>Who reached the ports last, at which address; null while nobody did.</summary>
    public (string Prober, IPAddress Address)? Reached { get; private set; }

    private bool _hasNews;

    /// <summary>Whether the finding changed since the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>The finding in words; null where this node is no relay.</summary>
    public RelayReachReport? Report(int candidates) => _duty switch
    {
        null => null,
        _ when Reached is { } reached => new RelayReachReport(true, "Probed", $"{reached.Prober} reached UDP port {_duty.FirstPort} at {reached.Address}"),
        _ when candidates == 0 => new RelayReachReport(false, "NoPublicAddress", "this node knows no public address of its own; give it spec.endpoint, or a STUN server"),
        _ when _rounds == 0 => new RelayReachReport(null, "NotProbed", "no peer has a path to this node yet that could try its relay ports"),
        _ => new RelayReachReport(
            _rounds < Patience ? null : false,
            _rounds < Patience ? "Probing" : "Unreachable",
            $"no peer's probe reached UDP port {_duty.FirstPort}; open the UDP ports {_duty.FirstPort} to {_duty.LastPort} to this machine at its firewall and router"),
    };

    /// <summary>Takes the operator's orders.</summary>
    public void Configure(RelayDuty? duty, TimeSpan now)
    {
        if (duty?.FirstPort != _duty?.FirstPort || duty?.LastPort != _duty?.LastPort)
        {
            (Reached, _rounds, _roundAt) = (null, 0, now);
            _pending.Clear();
            _hasNews = true;
        }

        _duty = duty;
    }

    /// <summary>Asks for probes when it is time.</summary>
    /// <param name="own">This node's candidates.</param>
    /// <param name="now">Monotonic time.</param>
    public void Tick(ImmutableArray<RemoteCandidate> own, TimeSpan now)
    {
        if (_duty is null || now < _roundAt)
        {
            return;
        }

        _roundAt = now + Eager;
        foreach (var late in _pending.Where(entry => now - entry.Value.At > ProbeTimeout).Select(entry => entry.Key).ToList())
        {
            _pending.Remove(late);
        }

        var addresses = PublicAddresses(own);
        var probers = peers.All.Where(session => session.Checks.Phase == CheckListPhase.Connected && !session.IsRelayed && session.Endpoint is not null).ToList();
        if (addresses.IsEmpty || probers.Count == 0)
        {
            _roundAt = now + Expectant;
            return;
        }

        _hasNews |= _rounds <= Patience;
        if (++_rounds > Patience && Reached is not null)
        {
            Reached = null;
            _hasNews = true;
        }

        for (var i = 0; i < Math.Min(ProbersAtOnce, probers.Count); i++)
        {
            var prober = probers[_turn++ % probers.Count];
            foreach (var address in addresses)
            {
                Solicit(prober, address, now);
            }
        }
    }

    /// <summary>Takes a relay's request for a probe.</summary>
    public void TakeSolicit(RelayParty party, RelayMessage message, TimeSpan now)
    {
        var address = RelayMessage.Unpack(message.Peer);
        if (!peers.TryGet(party.Name, out var session) || message.Port is 0
            || !(session.Candidates.Any(candidate => candidate.Address.Address.Equals(address)) || address.Equals(session.Endpoint?.Address))
            || (_probed.TryGetValue($"{party.Name} {address.AddressFamily}", out var last) && now - last < LeastBetweenProbes))
        {
            return;
        }

        _probed[$"{party.Name} {address.AddressFamily}"] = now;
        Send(party, new IPEndPoint(address, message.Port), new RelayMessage { Kind = RelayMessageKind.Probe, Token = message.Token, Sequence = ++_sequence });
    }

    /// <summary>Takes a probe that came to a relay port.</summary>
    public void TakeProbe(int port, RelayParty party, RelayMessage message, TimeSpan now)
    {
        if (_duty is not null && port == _duty.FirstPort && _pending.Remove(message.Token, out var asked) && asked.Peer == party.Name && now - asked.At <= ProbeTimeout)
        {
            _hasNews |= Reached is null;
            _rounds = 0;
            Reached ??= (party.Name, asked.Address);
            _roundAt = now + Steady;
        }
    }

    /// <summary>The addresses at which strangers may reach this machine: one of each family, those seen from outside first.</summary>
    public static ImmutableArray<IPAddress> PublicAddresses(ImmutableArray<RemoteCandidate> own)
        =>
        [
            .. own.OrderByDescending(candidate => candidate.Kind)
                .Where(candidate => candidate.Kind != RemoteCandidateKind.Host || !IsPrivate(candidate.Address.Address))
                .Select(candidate => candidate.Address.Address)
                .DistinctBy(address => address.AddressFamily),
        ];

    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0], bytes[1]) is (192, 168) or (169, 254) || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128);
    }

    private void Solicit(PeerSession prober, IPAddress address, TimeSpan now)
    {
        if (_pending.Count < MaxPending && parties.TryGet(Traversal.PathChecks.PeerTag.Of(prober.Identity.PublicKey), out var party))
        {
            var token = RandomTransactions.NextToken();
            _pending[token] = (prober.Identity.Name, address, now);
            Send(
                party,
                prober.Endpoint!,
                new RelayMessage { Kind = RelayMessageKind.Solicit, Peer = RelayMessage.Pack(address), Port = _duty!.FirstPort, Token = token, Sequence = ++_sequence });
        }
    }

    private void Send(RelayParty party, IPEndPoint to, RelayMessage message)
    {
        Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
        var length = RelayCodec.Encode(buffer, StunClass.Request, RandomTransactions.Next(), party.Keys.ForOwnRequests(parties.OwnSession), message);
        transport.TrySend(to, buffer[..length]);
    }
}
