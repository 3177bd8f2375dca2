using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Whom a relay may serve, and how much of it.</summary>
public sealed record RelayService
{
    /// <summary>The segments whose nodes it may relay for; an empty list is every segment.</summary>
    [Items(0, 64)]
    [Length(1, 63)]
    public IReadOnlyList<string> Segments { get; set; } = [];

    /// <summary>The UDP ports it may open.</summary>
    public PortRange? Ports { get; set; }

    /// <summary>The most pairs of nodes at a time; 256 where it is left open.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(65535)]
    public int? MaxPairs { get; set; }

    /// <summary>The most packets a second for one pair; 20000 where it is left open.</summary>
    [RangeMinimum(0)]
    public long? MaxPacketsPerSecond { get; set; }
}
