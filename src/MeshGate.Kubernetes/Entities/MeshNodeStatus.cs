using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What is. The operator writes <see cref="Assignment"/>, <see cref="Conditions"/> and <see cref="ObservedGeneration"/>; the daemon writes <see cref="Agent"/>.</summary>
public sealed record MeshNodeStatus
{
    /// <summary>The <c>metadata.generation</c> that the operator's part of this status answers.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>The operator's orders to the daemon.</summary>
    public MeshNodeAssignment? Assignment { get; set; }

    /// <summary>The daemon's report.</summary>
    public MeshNodeAgent? Agent { get; set; }

    /// <summary>The operator's judgement: Ready, Reconciling, Stalled, Online, RelayCapable, DataPlaneReady.</summary>
    [Items(0, 16)]
    [XListType(ListType.Map)]
    [XListMapKeys("type")]
    [DefaultValue("""[{"type":"Ready","status":"Unknown","reason":"Pending","message":"Waiting for the operator","lastTransitionTime":"1970-01-01T00:00:00Z"}]""")]
    public IReadOnlyList<Condition>? Conditions { get; set; }
}
