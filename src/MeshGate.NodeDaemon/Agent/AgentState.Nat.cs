using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>How this machine is seen from outside.</content>
public sealed partial class AgentState
{
    /// <summary>Whether every STUN server was asked and none answered: no UDP passes here.</summary>
    private bool HasNoUdp => discovery.Findings is { IsFinal: true, Asked: > 0 } findings && findings.Failures.Length >= findings.Asked;

    /// <summary>
    /// Time between two packets of a session that is not in use. Each end holds its own NAT's mapping by what it sends, so that the
    /// peer's NAT does not matter.
    /// </summary>
    private TimeSpan KeepAlive(Assignment assignment) => MappingLifetime.KeepAliveFor(assignment.KeepAliveCeiling, discovery.Findings?.MappingLifetime);

    /// <summary>Has every session checked as the orders say, and as often as the NAT here needs it.</summary>
    private void ConfigureChecks(Assignment assignment, TimeSpan now)
    {
        var wanted = assignment.Checks with
        {
            Consent = KeepAlive(assignment),
            Standby = assignment.Failover.Enabled ? assignment.Failover.HealthCheckInterval : null,
            HasServers = !_turnServers.IsEmpty,
            WatchedIdle = assignment.Connections?.HealthCheckInterval ?? CheckListTimers.WatchedIdleConsent,
        };
        foreach (var session in peers.All.Where(session => session.Checks.Settings != wanted))
        {
            checker.Step(session, new CheckListEvent.Configured(wanted), now);
        }
    }

    /// <summary>This machine is seen under another address: peers without a path are asked for and checked as fast as at first.</summary>
    private void SearchAnew(TimeSpan now)
    {
        foreach (var session in peers.All.Where(session => session.Checks.Phase != CheckListPhase.Connected))
        {
            checker.Step(session, new CheckListEvent.Restart(), now);
        }
    }

    private void MeasureNat()
    {
        if (discovery.TakeOrderToMeasure() is { } order)
        {
            workers.Behavior.Post(order);
        }
    }
}
