using MeshGate.Core.Addressing;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>What is found of one node while a plan begins.</summary>
/// <param name="name">Its name.</param>
/// <param name="old">What was known of it, or null.</param>
/// <param name="before">Its assignment in the plan in force as far as it was known, or null.</param>
internal sealed class NodeDraft(string name, NodeEntry? old, NodeAssignment? before)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What was known of it, or null.</summary>
    public NodeEntry? Old => old;

    /// <summary>The node as the snapshot has it; null if it has it no more.</summary>
    public MeshNodeSnapshot? Given { get; set; } = old?.Given;

    /// <summary>Its assignment in the plan in force, or null.</summary>
    public NodeAssignment? Before { get; set; } = before;

    /// <summary>What is found of it by itself; null where it is gone.</summary>
    public NodeExamination? Examined { get; private set; }

    private int LoadClass { get; set; }

    /// <summary>Examines the node, unless it is the same as before. What was only read anew, and is equal, gives way to what was known.</summary>
    public void Examine(MeshNetwork network, LoadRegister loads)
    {
        if (Given is null)
        {
            return;
        }

        if (old is not null)
        {
            Given = old.Given.Equals(Given) ? old.Given : Given;
            Before = Before is not null && Before.Equals(old.Before) ? old.Before : Before;
        }

        LoadClass = loads.ClassOf(Given);
        Examined = ReferenceEquals(Given, old?.Given) && LoadClass == old.LoadClass
            ? old.Examined
            : NodeExamination.Of(LoadRegister.Lessen(Given, LoadClass), network, old?.Examined);
    }

    /// <summary>The node with its verdict; what was known of it where nothing changed.</summary>
    /// <param name="claims">Who holds what.</param>
    public NodeChange Judge(ClaimRegister claims)
    {
        if (Examined is null)
        {
            return new NodeChange(name, old, null);
        }

        NodeVerdict verdict = NodeJudge.Judge(Examined, claims);
        if (old is not null && verdict == old.Verdict)
        {
            if (ReferenceEquals(Examined, old.Examined) && ReferenceEquals(Before, old.Before))
            {
                return new NodeChange(name, old, old);
            }

            verdict = old.Verdict;
        }

        return new NodeChange(name, old, new NodeEntry(Given!, LoadClass, Examined, Before, verdict));
    }
}
