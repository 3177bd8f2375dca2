using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Which sessions are awake.</content>
public sealed partial class AgentState
{
    /// <summary>How long a machine is taken for one that can be woken although nothing shows it: the NAT is measured meanwhile, and a relay asked.</summary>
    private static readonly TimeSpan HopeFor = TimeSpan.FromSeconds(20);

    private TimeSpan? _unreachableSince;
    private bool _couldBeWoken;

    /// <summary>
    /// Whether a peer reaches this machine unasked, or can have it told by a relay. Behind a NAT without either only what this machine sends
    /// lets its peers in: it lets no session sleep.
    /// </summary>
    private bool CanBeReached => discovery.Findings is not { IsFinal: true } findings
        || findings.Nat is { Mapping: NatMapping.None, Filtering: NatFiltering.EndpointIndependent or NatFiltering.Unknown }
        || !MappedByRouter.IsEmpty
        || !discovery.Configured.IsEmpty
        || relays.Seeker.IsRegistered;

    private bool CanBeWoken(TimeSpan now)
    {
        _unreachableSince = CanBeReached ? null : _unreachableSince ?? now;
        return _unreachableSince is not { } since || now - since < HopeFor;
    }

    private void ConfigurePool(TimeSpan now)
    {
        if (_assignment is not { } assignment)
        {
            pool.Configure(null, _ => true, now);
            return;
        }

        _couldBeWoken = CanBeWoken(now);
        pool.Port = Port;
        var throughGateways = assignment.Gateways.SelectMany(route => route.Gateways).ToHashSet(StringComparer.Ordinal);
        pool.Configure(
            assignment.Connections,
            session => !_couldBeWoken || session.Route is not null || assignment.Pinned.Contains(session.Identity.Name) || throughGateways.Contains(session.Identity.Name),
            now);
    }

    private void TickPool(TimeSpan now)
    {
        if (_assignment is not null && CanBeWoken(now) != _couldBeWoken)
        {
            ConfigurePool(now);
        }

        pool.Tick(now);
    }
}
