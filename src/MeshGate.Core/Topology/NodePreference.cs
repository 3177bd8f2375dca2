using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Topology;

/// <summary>
/// How one node ranks the nodes that can do something for it, by the strategy of its policy. Nobody counts turns here: a node is planned by
/// itself, so that a plan of all and a plan of one agree; shares come of weighted rendezvous hashing, for every strategy that has none of
/// its own. What a node has is kept where its sessions are sticky; and where the nearest is wanted, unless another is nearer by far, since
/// measurements come and go.
/// </summary>
/// <param name="Hash">The <see cref="Rendezvous.Hash"/> of the node's name.</param>
/// <param name="Settings">Its policy's load balancing.</param>
internal sealed record NodePreference(ulong Hash, LoadBalancerBlock Settings)
{
    // What the one in use may be longer than another before that takes its place: twice, and of short ways some milliseconds.
    private const double KeptShare = 0.5;
    private const double NextShare = 1.5;
    private const double Little = 5;
    private static readonly ulong DrawSalt = Rendezvous.Hash("draw");

    /// <summary>Those that it has now, best first.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];

    /// <summary>What it measured.</summary>
    public ImmutableArray<PeerMeasurement> Measurements { get; init; } = [];

    /// <summary>Whether others than the first are chosen by the strategy, too; otherwise the heaviest follow, the same ones for every node.</summary>
    public bool IsSpread { get; init; } = true;

    /// <summary>The preference of a node by the settings in force for it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="hash">The hash of its name.</param>
    /// <param name="kept">Those that it has now, best first.</param>
    public static NodePreference Of(MeshNodeSnapshot node, ulong hash, IEnumerable<string> kept) => new(hash, node.Settings.LoadBalancer)
    {
        Kept = node.Settings.LoadBalancer is { Enabled: true } settings && (settings.StickySessions || settings.Strategy == LoadBalancingStrategy.LeastLatency) ? [.. kept] : [],
        Measurements = node.Measurements,
        IsSpread = node.Settings.Failover.LoadBalancing,
    };

    /// <summary>How high an option ranks: the higher first.</summary>
    /// <param name="option">Its name.</param>
    /// <param name="hash">The hash of that.</param>
    /// <param name="weight">Its weight, above 0.</param>
    /// <param name="loadClass">How loaded it counts as, in quarters.</param>
    /// <param name="isFirst">Whether the first is sought, rather than who stands in for it.</param>
    /// <returns>What counts before the share, and the share.</returns>
    public (double Level, double Score) Rank(string option, ulong hash, int weight, int loadClass, bool isFirst)
    {
        if (!Settings.Enabled || !(isFirst || IsSpread))
        {
            return (0, weight);
        }

        double score = Rendezvous.Score(Settings.Strategy == LoadBalancingStrategy.Random ? Hash ^ DrawSalt : Hash, hash, weight);
        double level = Settings.Strategy switch
        {
            LoadBalancingStrategy.LeastLatency => -Cost(option),
            LoadBalancingStrategy.LeastConnections => -loadClass,
            _ => 0,
        };
        return Settings.StickySessions && Kept.IndexOf(option) is >= 0 and int place ? (double.MaxValue, -place) : (level, score);
    }

    private double Cost(string option)
    {
        double measured = double.PositiveInfinity;
        foreach (PeerMeasurement measurement in Measurements)
        {
            measured = measurement.Peer == option ? Math.Min(measured, measurement.CostMilliseconds) : measured;
        }

        // What was not measured is no reason to leave it, and none to take it.
        int place = Kept.IndexOf(option);
        return place < 0 ? measured + Little : double.IsFinite(measured) ? (measured + Little) * KeptShare * Math.Pow(NextShare, place) : place - Kept.Length;
    }
}
