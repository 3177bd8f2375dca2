namespace MeshGate.Core.Policy;

/// <summary>
/// How often daemons renew their Leases. 10 s for up to 200 nodes and 10 s more for every 200 nodes begun, so that the whole
/// mesh never makes more than about 20 renewals a second; 5 minutes at most.
/// </summary>
public static class HeartbeatInterval
{
    private const int NodesAStep = 200;
    private const int MissedBeforeOffline = 3;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The interval for a mesh of so many nodes.</summary>
    public static TimeSpan ForMeshOf(int nodes)
    {
        int steps = Math.Max(1, (int)Math.Ceiling(nodes / (double)NodesAStep));
        return TimeSpan.FromTicks(Math.Min(Longest.Ticks, Step.Ticks * steps));
    }

    /// <summary>The silence after which a node counts as offline: what the policy says, but never less than three intervals.</summary>
    public static TimeSpan TimeoutFor(TimeSpan interval, TimeSpan wanted)
    {
        TimeSpan least = interval * MissedBeforeOffline;
        return wanted > least ? wanted : least;
    }
}
