using MeshGate.Core.Addressing;
using MeshGate.Core.Topology.Links;
using MeshGate.Core.Topology.Segments;
using MeshGate.Core.Topology.Tuning;

namespace MeshGate.Core.Topology;

/// <summary>
/// What the planner found out on the way to a plan. Handed in with the next snapshot, it spares whatever the changes between the two do not
/// touch; it decides nothing: the next plan is the same to the byte without it. It is never changed and can be handed in again.
/// </summary>
public sealed class PlanningState
{
    /// <summary>Nothing was planned yet.</summary>
    public static readonly PlanningState Empty = new(null, NodeRegister.Empty, ClaimRegister.Empty, SegmentRegister.Empty, [], Backbone.Empty, new RelayPlan([]), [], [], null);

    internal PlanningState(
        MeshNetwork? network,
        NodeRegister nodes,
        ClaimRegister claims,
        SegmentRegister segments,
        SegmentWork[] works,
        Backbone backbone,
        RelayPlan relays,
        NodePlan[] plans,
        string[] changed,
        TuningState? tuning)
    {
        (Network, Nodes, Claims, Segments, Works) = (network, nodes, claims, segments, works);
        (Backbone, Relays, Plans, Changed, Tuning) = (backbone, relays, plans, changed, tuning);
    }

    internal MeshNetwork? Network { get; }

    internal NodeRegister Nodes { get; }

    internal ClaimRegister Claims { get; }

    internal SegmentRegister Segments { get; }

    internal SegmentWork[] Works { get; }

    internal Backbone Backbone { get; }

    internal RelayPlan Relays { get; }

    /// <summary>What is planned for each of the nodes, in their order.</summary>
    internal NodePlan[] Plans { get; }

    /// <summary>Names of the nodes whose assignment is another than in the plan in force, ordered.</summary>
    internal string[] Changed { get; }

    internal TuningState? Tuning { get; }
}
