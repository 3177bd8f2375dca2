using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Routes: in which order the paths to some peers are preferred.</content>
public sealed partial class AgentState
{
    private void ConfigureRoutes(Assignment assignment, TimeSpan now)
    {
        foreach (PeerSession session in peers.All)
        {
            session.Route = assignment.Routes.GetValueOrDefault(session.Identity.Name);
            var order = session.Route?.Order ?? PathOrder.ByKind;
            if (order != session.Checks.Order)
            {
                checker.Step(session, new CheckListEvent.Ordered(order), now);
            }
        }
    }
}
