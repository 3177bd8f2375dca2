namespace MeshGate.Lab.Swarm.Agents;

/// <summary>What happened at a simulated daemon since its last report.</summary>
public enum AgentNews
{
    /// <summary>Nothing worth a report.</summary>
    None,

    /// <summary>Progress that nobody acts on: orders came or are in force, paths were found.</summary>
    Progress,

    /// <summary>What others act on: the first discovery has ended, which tells key and candidates.</summary>
    Urgent,
}
