namespace MeshGate.NodeDaemon.Agent;

/// <summary>Of several things that may have something to do.</summary>
internal static class Due
{
    /// <summary>When the first of them has; null where none has.</summary>
    public static TimeSpan? Earliest(params ReadOnlySpan<TimeSpan?> all)
    {
        TimeSpan? earliest = null;
        foreach (var due in all)
        {
            earliest = earliest is null || due < earliest ? due ?? earliest : earliest;
        }

        return earliest;
    }
}
