using System.Numerics;
using MeshGate.Core.LoadBalancing.Picking;
using MeshGate.Core.Policy;

namespace MeshGate.Core.LoadBalancing;

/// <summary>
/// What selections read: the targets, who of them takes part, and the strategy's tables. Made anew when that changes, and never changed but
/// for the keys, which follow what the targets have to do.
/// </summary>
internal sealed class TargetPlan
{
    // Enough for the share of one connection at the highest weight, and for 10,000 at the lowest.
    private const long ConnectionScale = 200_000;
    private const int StepBits = 16;

    // Loads are told apart to one or two thousandths: 500 connections from 501 of equal weight, and 2,000 not from 2,001.
    private const int LoadBits = 10;
    private const double LatencyScale = 1024;
    private static readonly double[] Logarithms = [.. Enumerable.Range(0, 1024).Select(number => Math.Log(number))];
    private readonly LoadBalancerBlock _settings;
    private readonly double _epochWindows;
    private readonly LeastKeys _keys;
    private readonly long[] _steps;
    private readonly bool[] _isMember;
    private readonly TargetPicker? _picker;
    private (LiveTarget[] Claimants, int[] Weights, TurnOrder? Order, MaglevTable? Hashes)? _tables;

    /// <summary>Makes a plan.</summary>
    /// <param name="settings">The strategy and its limits.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="before">The plan before, whose tables are kept where they would be the same; null for none.</param>
    /// <param name="turns">The turns taken so far.</param>
    /// <param name="total">The connections so far.</param>
    /// <param name="epoch">What latencies are told from, so that they fit into a key.</param>
    public TargetPlan(LoadBalancerBlock settings, LiveTarget[] targets, TargetPlan? before, TurnCounter turns, LoadTotal total, TimeSpan epoch)
    {
        (_settings, Targets, Epoch, _tables) = (settings, targets, epoch, before?._tables);
        _epochWindows = epoch / LatencyEstimate.Window;
        _isMember = MembersOf(targets);
        _keys = new LeastKeys(targets.Length);
        _steps = Array.ConvertAll(targets, target => (ConnectionScale << StepBits) / Math.Max(target.Weight, 1));
        int[] members = [.. Enumerable.Range(0, targets.Length).Where(index => _isMember[index])];
        _picker = members.Length == 0 ? null : PickerFor(members, turns, total);
    }

    public LiveTarget[] Targets { get; }

    /// <summary>What latencies are told from.</summary>
    public TimeSpan Epoch { get; }

    /// <summary>Whether selections compare keys.</summary>
    public bool HasKeys => !_settings.Enabled || _settings.Strategy is LoadBalancingStrategy.LeastConnections or LoadBalancingStrategy.LeastLatency;

    public int Pick(ulong client, ulong draw, int attempt) => _picker?.Pick(client, draw, attempt) ?? -1;

    /// <summary>Whether a target takes part in the newest plan, which may not be in force yet.</summary>
    public static bool TakesPart(LiveTarget target) => target.Seat is { } seat && seat.Plan._isMember[seat.Index];

    /// <summary>Brings the key of a target up to what it has to do.</summary>
    public void Update(int index)
    {
        LiveTarget target = Targets[index];
        int connections;
        do
        {
            // Of two who write at once, the one that wrote the older count last sees the newer, and writes again.
            connections = target.Connections;
            _keys.Set(index, KeyOf(index, target, connections));
        }
        while (connections != target.Connections);
    }

    private static bool[] MembersOf(LiveTarget[] targets)
    {
        bool[] usable = Array.ConvertAll(targets, target => target.IsUsable);

        // Never nobody: what is ill may still work, and what is drained is better than nothing.
        return Array.Exists(usable, isUsable => isUsable) ? usable
            : Array.Exists(targets, target => target.Weight > 0) ? Array.ConvertAll(targets, target => target.Weight > 0)
            : Array.ConvertAll(targets, _ => true);
    }

    private int KeyOf(int index, LiveTarget target, int connections)
    {
        if (!_isMember[index] || connections >= _settings.MaxConnectionsPerNode)
        {
            return int.MaxValue;
        }

        return !_settings.Enabled ? index
            : _settings.Strategy == LoadBalancingStrategy.LeastLatency ? LatencyKey(target, connections)
            : Rounded((int)Math.Min(((connections + 1) * _steps[index]) >> StepBits, int.MaxValue - 1));
    }

    // Down to its first bits. Loads that differ by a few thousandths are equal, and chosen from by chance: who selects at once does not meet at one target.
    private static int Rounded(int key)
    {
        int rest = Math.Max(32 - BitOperations.LeadingZeroCount((uint)key) - LoadBits, 0);
        return key >> rest << rest;
    }

    // The logarithm of latency x (connections + 1): what the next one will have to wait.
    private int LatencyKey(LiveTarget target, int connections)
    {
        double order = target.LatencyOrder;
        double load = connections + 1 < Logarithms.Length ? Logarithms[connections + 1] : Math.Log(connections + 1);
        return double.IsNaN(order) ? int.MinValue : (int)Math.Clamp((order - _epochWindows + load) * LatencyScale, int.MinValue + 1, int.MaxValue - 1);
    }

    private TargetPicker PickerFor(int[] members, TurnCounter turns, LoadTotal total)
    {
        int[] weights = Array.ConvertAll(members, member => Math.Max(Targets[member].Weight, 1));
        return !_settings.Enabled ? new LeastPicker(_keys, isOrdered: true) : _settings.Strategy switch
        {
            LoadBalancingStrategy.RoundRobin or LoadBalancingStrategy.WeightedRoundRobin => TurnPickerFor(members, turns),
            LoadBalancingStrategy.LeastConnections or LoadBalancingStrategy.LeastLatency => new LeastPicker(_keys, isOrdered: false),
            LoadBalancingStrategy.Random => new TwoChoicesPicker(members, weights, Targets, _steps),
            LoadBalancingStrategy.ConsistentHash => HashPickerFor(members, total),
            _ => throw new InvalidOperationException($"{_settings.Strategy} is no strategy."),
        };
    }

    // All that have a weight have turns and places, usable or not: then an illness changes little, and moves nobody but its own clients.
    private (LiveTarget[] Claimants, int[] Indexes, int[] Weights, bool[] IsMember) Claims(int[] members)
    {
        int[] indexes = Targets.Any(target => target.Weight > 0) ? [.. Enumerable.Range(0, Targets.Length).Where(index => Targets[index].Weight > 0)] : members;
        LiveTarget[] claimants = Array.ConvertAll(indexes, index => Targets[index]);
        return (claimants, indexes, Array.ConvertAll(claimants, ShareOf), Array.ConvertAll(indexes, index => _isMember[index]));
    }

    private int ShareOf(LiveTarget target) => _settings.Strategy == LoadBalancingStrategy.RoundRobin ? 1 : Math.Max(target.Weight, 1);

    private TurnPicker TurnPickerFor(int[] members, TurnCounter turns)
    {
        var (claimants, indexes, weights, isMember) = Claims(members);
        TurnOrder order = Kept(claimants, weights)?.Order ?? new TurnOrder(weights, isLasting: true);
        _tables = (claimants, weights, order, null);
        TurnOrder? others = members.Length == indexes.Length ? null : new TurnOrder(Array.ConvertAll(members, member => ShareOf(Targets[member])), isLasting: false);
        return new TurnPicker(order, indexes, isMember, turns, others, members);
    }

    private HashPicker HashPickerFor(int[] members, LoadTotal total)
    {
        var (claimants, indexes, weights, isMember) = Claims(members);
        MaglevTable table = Kept(claimants, weights)?.Hashes ?? new MaglevTable(Array.ConvertAll(claimants, target => target.Hash), weights);
        _tables = (claimants, weights, null, table);
        double sum = weights.Where((_, i) => isMember[i]).Sum();
        return new HashPicker(table, claimants, indexes, isMember, Array.ConvertAll(weights, weight => weight / sum), total, _settings.MaxConnectionsPerNode);
    }

    private (LiveTarget[] Claimants, int[] Weights, TurnOrder? Order, MaglevTable? Hashes)? Kept(LiveTarget[] claimants, int[] weights)
        => _tables is { } tables && tables.Claimants.AsSpan().SequenceEqual(claimants) && tables.Weights.AsSpan().SequenceEqual(weights) ? tables : null;
}
