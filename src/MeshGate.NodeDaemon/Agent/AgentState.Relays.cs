using MeshGate.NodeDaemon.Relays;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Relay nodes: this node as one, and as one that uses them.</content>
public sealed partial class AgentState
{
    private RelayOrders _relayOrders = RelayOrders.None;

    private void ConfigureRelays(Assignment? assignment, TimeSpan now)
    {
        var orders = assignment?.Relays ?? RelayOrders.None;
        var isNew = orders != _relayOrders || assignment is null || !assignment.Peers.AsSpan().SequenceEqual(_relayPeers.AsSpan());
        if (isNew)
        {
            _relayOrders = orders;
            _relayPeers = assignment?.Peers ?? [];
            relays.Configure(orders, now);
        }
    }

    private System.Collections.Immutable.ImmutableArray<PeerIdentity> _relayPeers = [];

    /// <summary>No relay node helps where no UDP gets out; servers that are all silent are the only sign of that at first.</summary>
    private void TickRelays(TimeSpan now) => relays.Tick(!HasNoUdp, checker.OwnCandidates, now);

    private RelayReachReport? RelayReport() => relays.Reach.Report(RelayReach.PublicAddresses(checker.OwnCandidates).Length);
}
