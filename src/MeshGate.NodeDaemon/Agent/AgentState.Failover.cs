using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Paths that stop, and what the sessions on them do.</content>
public sealed partial class AgentState
{
    private void ConfigureFailover(Assignment assignment)
    {
        failover.Settings = assignment.Failover;
        failover.Port = Port;
    }

    private void TickFailover(TimeSpan now)
    {
        failover.HeardAt = discovery.AnsweredAt;
        failover.Tick(now);
    }

    /// <summary>Notes whether a session is in use; hellos are no use.</summary>
    private bool TransferOf(PeerSession session, long bytes, TimeSpan now)
        => session.Transfer(bytes, failover.HelloBytesOf(session.Identity.Name), failover.IsLate, now);
}
