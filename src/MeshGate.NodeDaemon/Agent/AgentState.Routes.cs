using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Routes and the topology: which paths to a peer may be used, and in which order they are preferred.</content>
public sealed partial class AgentState
{
    private void ConfigureRoutes(Assignment assignment, TimeSpan now)
    {
        foreach (PeerSession session in peers.All)
        {
            session.Route = assignment.Routes.GetValueOrDefault(session.Identity.Name);
            var order = session.Route?.Order ?? (assignment.DirectPeers?.Contains(session.Identity.Name) == false ? PathOrder.Lent : PathOrder.ByKind);
            if (order != session.Checks.Order)
            {
                var isNewlyAllowed = order.IsDirectAllowed && !session.Checks.Order.IsDirectAllowed;
                checker.Step(session, new CheckListEvent.Ordered(order), now);
                if (isNewlyAllowed)
                {
                    checker.Step(session, new CheckListEvent.CandidatesLearned(session.Candidates), now);
                }
            }
        }
    }
}
