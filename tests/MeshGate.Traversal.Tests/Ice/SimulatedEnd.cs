using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.Ice;

/// <summary>How one end is reached over one network.</summary>
public enum Reachability
{
    /// <summary>Anybody may send to its announced address.</summary>
    Open,

    /// <summary>Only those to whom it sent may send to its announced address.</summary>
    Restricted,

    /// <summary>It sends from an address that it cannot announce, and receives there from those to whom it sent.</summary>
    Remapped,

    /// <summary>Nothing comes through.</summary>
    Dead,
}

/// <summary>One end of a simulated pair: its check list, its addresses and filters, and what it was seen to do.</summary>
internal sealed class SimulatedEnd(bool controlling, byte subnet, Reachability[] networks, int? relay = null)
{
    private readonly HashSet<(int Network, IPEndPoint Remote)> _sentTo = [];
    private readonly HashSet<TransactionId> _asked = [];
    private ulong _transactions;

    public CheckListState State { get; private set; } = CheckList.Create(controlling, TimeSpan.Zero);

    public HashSet<IPEndPoint> AnsweredFrom { get; } = [];

    public List<(TimeSpan At, IPEndPoint To)> Sent { get; } = [];

    public List<IPEndPoint> Used { get; } = [];

    public ImmutableArray<RemoteCandidate> Announced =>
        [.. Enumerable.Range(0, networks.Length)
            .Where(network => network != relay)
            .Select(network => new RemoteCandidate(Announce(network), network == 0 ? RemoteCandidateKind.Host : RemoteCandidateKind.ServerReflexive))];

    public static int NetworkOf(IPEndPoint address) => address.Address.GetAddressBytes()[3];

    public IPEndPoint Announce(int network) => new(new IPAddress([192, 0, subnet, (byte)network]), 51820);

    public IPEndPoint Seen(int network) => networks[network] == Reachability.Remapped ? new(Announce(network).Address, 40000) : Announce(network);

    public bool CanSend(int network) => networks[network] != Reachability.Dead;

    public bool Admits(int network, IPEndPoint to, IPEndPoint from) => to.Equals(Seen(network)) && networks[network] switch
    {
        Reachability.Open => true,
        Reachability.Dead => false,
        _ => _sentTo.Contains((network, from)),
    };

    public void NoteSent(int network, IPEndPoint to) => _sentTo.Add((network, to));

    public bool IsFirstSight(TransactionId id) => _asked.Add(id);

    public IEnumerable<CheckListEffect.SendCheck> Step(CheckListEvent happened, TimeSpan now)
    {
        if (happened is CheckListEvent.CheckAnswered answered)
        {
            AnsweredFrom.Add(answered.From);
        }

        var step = CheckList.Step(State, happened, now, NewTransaction);
        State = step.State;
        Used.AddRange(step.Effects.OfType<CheckListEffect.UsePath>().Select(path => path.Candidate.Address));
        var checks = step.Effects.OfType<CheckListEffect.SendCheck>().ToList();
        Sent.AddRange(checks.Select(check => (now, check.To)));
        return checks;
    }

    private TransactionId NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[12];
        BitConverter.TryWriteBytes(bytes, ++_transactions);
        bytes[11] = subnet;
        return TransactionId.FromBytes(bytes);
    }
}
