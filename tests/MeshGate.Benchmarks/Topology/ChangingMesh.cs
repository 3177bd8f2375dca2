using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Benchmarks.Topology;

/// <summary>A large mesh that one thing happens to at a time, each planned with what the plan before left behind.</summary>
internal sealed class ChangingMesh
{
    private readonly LargeMesh _mesh;
    private readonly Random _random = new(1);
    private ImmutableArray<MeshNodeSnapshot> _nodes;
    private Planning _planning;
    private int _joined;

    public ChangingMesh(LargeMesh mesh)
    {
        _mesh = mesh;
        _nodes = mesh.Snapshot.Nodes;
        _planning = TopologyPlanner.Plan(mesh.Snapshot, null, PlanningState.Empty);
        Plan();
    }

    /// <summary>How many assignments the last plan changed.</summary>
    public int Changed => _planning.Changed.Length;

    /// <summary>Plans once more, as when the orders of the last plan have arrived.</summary>
    public void Plan() => _planning = TopologyPlanner.Plan(_mesh.Snapshot with { Nodes = _nodes }, _planning.Plan, _planning.State);

    /// <summary>A node joins.</summary>
    public void Join() => _nodes = _nodes.Add(_mesh.Newcomer(_joined++));

    /// <summary>A node leaves.</summary>
    public void Leave() => _nodes = _nodes.RemoveAt(_random.Next(_nodes.Length));

    /// <summary>A node measures other round-trip times to all whom it measured.</summary>
    public void MeasureAnew()
    {
        int at = _random.Next(_nodes.Length);
        MeshNodeSnapshot node = _nodes[at];
        _nodes = _nodes.SetItem(at, node with { Measurements = [.. node.Measurements.Select(measurement => measurement with { RttMilliseconds = measurement.RttMilliseconds + _random.Next(1, 50) })] });
    }

    /// <summary>A hub goes offline.</summary>
    public void LoseHub()
    {
        SegmentPlan segment = _planning.Plan.Segments[_random.Next(_planning.Plan.Segments.Length)];
        MeshNodeSnapshot node = _nodes.First(node => node.Name == segment.Hubs[0]);
        _nodes = _nodes.Replace(node, node with { IsOnline = false });
    }
}
