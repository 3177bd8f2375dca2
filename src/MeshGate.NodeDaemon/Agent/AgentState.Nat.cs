using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>How this machine is seen from outside.</content>
public sealed partial class AgentState
{
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
