namespace MeshGate.Core.Topology.Tuning;

/// <summary>A change that measurements speak for.</summary>
/// <param name="About">The node whose links would change; or <c>hubs of</c> and the segment whose hubs would.</param>
/// <param name="From">What would be given up: a peer, or a hub; empty for nothing.</param>
/// <param name="To">What would be taken instead.</param>
/// <param name="Gain">How much less it costs, in milliseconds.</param>
internal readonly record struct Wish(string About, string From, string To, double Gain)
{
    private const double LeastGain = 10;
    private const double LeastShare = 0.25;

    /// <summary>Whether a gain is worth a change: 10 ms, and a quarter of what it costs now.</summary>
    public static bool IsWorth(double before, double after) => before - after > Math.Max(LeastGain, before * LeastShare);
}
