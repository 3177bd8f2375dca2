using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>A mesh that changes step by step, drawn from a seed: its nodes, what they report, and what the API has of the plan in force.</summary>
internal sealed class RandomChanges
{
    private readonly Random _random;
    private readonly RandomMesh _mesh;
    private readonly bool _isTuned;
    private List<MeshNodeSnapshot> _nodes;
    private long _interval;

    public RandomChanges(int seed, int most)
    {
        _random = new Random(seed);
        _mesh = new RandomMesh(seed);
        _isTuned = _random.Next(2) == 0;
        _nodes = [.. _mesh.Nodes.Take(most)];
    }

    /// <summary>The mesh after one more step, in which one to three things happen.</summary>
    public MeshSnapshot Next()
    {
        for (int i = _random.Next(3); i >= 0; i--)
        {
            Happen();
        }

        _interval += _random.Next(3) == 0 ? 1 : 0;
        return new MeshSnapshot(Mesh.Network, [.. _nodes]) { Interval = _isTuned ? _interval : null };
    }

    /// <summary>The plan in force as the next one finds it.</summary>
    /// <param name="before">The plan in force so far.</param>
    /// <param name="plan">The newest plan.</param>
    public MeshPlan? InForce(MeshPlan? before, MeshPlan plan) => _random.Next(8) switch
    {
        0 => null,
        1 => before,
        2 => Partly(before, plan),
        3 => ReadBack(plan),
        4 => Edited(plan),
        5 => plan with { Tuning = null },
        _ => plan,
    };

    private void Happen()
    {
        int at = _random.Next(Math.Max(_nodes.Count, 1));
        switch (_nodes.Count == 0 ? 0 : _random.Next(17))
        {
            case 0 or 1:
                _nodes.Insert(_random.Next(_nodes.Count + 1), _mesh.Draw());
                break;
            case 2 or 3:
                _nodes.RemoveAt(at);
                break;
            case 4:
                _nodes = [.. _nodes.Select(node => node with { Settings = node.Settings with { HeartbeatInterval = TimeSpan.FromSeconds(10 + _nodes.Count) } })];
                break;
            case 5:
                MeshNodeSnapshot[] shuffled = [.. _nodes];
                _random.Shuffle(shuffled);
                _nodes = [.. shuffled];
                break;
            default:
                _nodes[at] = Changed(_nodes[at], _nodes[_random.Next(_nodes.Count)]);
                break;
        }
    }

    private MeshNodeSnapshot Changed(MeshNodeSnapshot node, MeshNodeSnapshot other) => _random.Next(13) switch
    {
        0 => node with { IsOnline = !node.IsOnline },
        1 => node with { PublicKey = null },
        2 => node with { PublicKey = Mesh.Key(node.Name) },
        3 => node with { PublicKey = other.PublicKey },
        4 => node with { Addresses = other.Addresses },
        5 => node with { Drain = !node.Drain, Relay = node.Relay is { } relay ? relay with { Drain = !relay.Drain } : null },
        6 => node with { IsLeaving = !node.IsLeaving },
        7 => node with { Place = other.Place },
        8 => node with { Settings = node.Settings with { Topology = node.Settings.Topology with { MaxConnectionsPerNode = _random.Next(2, 60), Type = (TopologyType)_random.Next(4), MaxNodesPerSegment = _random.Next(3, 60) } } },
        9 => node with { Load = _random.NextDouble() },
        10 => node with { Weight = _random.Next(200), Relay = node.Relay is null ? new RelaySnapshot(40000, 40009) { IsReached = true } : null },
        11 => node with { Created = other.Created },
        _ => node with { Measurements = [.. _nodes.Select(peer => peer.Name).Where(_ => _random.Next(3) == 0).Select(peer => new PeerMeasurement(peer, _random.NextDouble() * 200))] },
    };

    // Some assignments were written, others not yet.
    private MeshPlan Partly(MeshPlan? before, MeshPlan plan)
    {
        Dictionary<string, NodePlan> old = (before?.Nodes ?? []).ToDictionary(node => node.Name);
        return plan with { Nodes = [.. plan.Nodes.Select(node => _random.Next(2) == 0 ? node : old.GetValueOrDefault(node.Name)).OfType<NodePlan>()] };
    }

    // As the API gives it back: equal, and nothing of it the same object.
    private static MeshPlan ReadBack(MeshPlan plan) => new([.. plan.Nodes.Select(node => node with { Assignment = node.Assignment with { Members = [.. node.Assignment.Members.Select(member => member with { Name = member.Name })] } })]) { Tuning = plan.Tuning };

    private MeshPlan Edited(MeshPlan plan)
    {
        if (plan.Nodes.IsEmpty)
        {
            return plan;
        }

        NodePlan node = plan.Nodes[_random.Next(plan.Nodes.Length)];
        NodeAssignment edited = _random.Next(4) switch
        {
            0 => node.Assignment with { Segment = $"segment-{_random.Next(1, 9)}" },
            1 => node.Assignment with { Pinned = [.. plan.Nodes.Where(_ => _random.Next(4) == 0).Select(other => other.Name)] },
            2 => node.Assignment with { Role = TopologyRole.Hub },
            _ => node.Assignment with { Revision = "edited", Members = [] },
        };
        return plan with { Nodes = plan.Nodes.Replace(node, node with { Assignment = edited }) };
    }
}
