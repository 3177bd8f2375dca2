namespace MeshGate.NodeDaemon.Agent;

/// <content>Choosing among several, and leaving alone what fails.</content>
public sealed partial class AgentState
{
    private void ConfigureBalancing(Assignment assignment)
    {
        breakers.Configure(assignment.LoadBalancer);
        relays.Seeker.Configure(assignment.LoadBalancer);
        workers.Turn.Settings = assignment.LoadBalancer;
    }
}
