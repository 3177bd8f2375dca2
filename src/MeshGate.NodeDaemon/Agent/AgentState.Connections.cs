using MeshGate.Core.Connections;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Which sessions are awake.</content>
public sealed partial class AgentState
{
    private readonly AwakeHold _hold = new();
    private int _held;

    /// <summary>
    /// Whether a peer reaches this machine unasked, or can have it told by a relay. Behind a NAT without either only what this machine sends
    /// lets its peers in: it lets no session sleep.
    /// </summary>
    private bool CanBeReached => discovery.Findings is not { IsFinal: true } findings
        || findings.Nat is { Mapping: NatMapping.None, Filtering: NatFiltering.EndpointIndependent or NatFiltering.Unknown }
        || !MappedByRouter.IsEmpty
        || !discovery.Configured.IsEmpty
        || relays.Seeker.IsRegistered;

    private int CountHeld(TimeSpan now)
        => _hold.Count(CanBeReached, relays.Seeker.HasRelays || checker.Strain > 1, peers.All.Length, () => pool.State.Sessions.Values.Count(session => session.Phase == SessionPhase.Waking && now - session.Since < AwakeHold.Patience), now);

    private void ConfigurePool(TimeSpan now)
    {
        if (_assignment is not { } assignment)
        {
            pool.Configure(null, _ => true, now);
            return;
        }

        _held = CountHeld(now);
        pool.Port = Port;
        var throughGateways = assignment.Gateways.SelectMany(route => route.Gateways).ToHashSet(StringComparer.Ordinal);
        bool IsOrdered(PeerSession session) => session.Route is not null || assignment.Pinned.Contains(session.Identity.Name) || throughGateways.Contains(session.Identity.Name);
        var held = peers.All.Where(session => !IsOrdered(session)).Take(_held).ToHashSet();
        pool.Configure(assignment.Connections, session => held.Contains(session) || IsOrdered(session), now);
    }

    private void TickPool(TimeSpan now)
    {
        if (_assignment is not null && CountHeld(now) != _held)
        {
            ConfigurePool(now);
        }

        pool.Tick(now);
    }
}
