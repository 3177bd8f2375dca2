namespace MeshGate.Lab.Swarm.Agents;

/// <summary>How fast the sessions of a swarm change, which all its daemons look up. Safe for concurrent use.</summary>
public sealed class SessionChanges
{
    private double _shareEachMinute;

    /// <summary>The share of its sessions that each daemon loses in a minute, and finds again; 0 for none, at most 1.</summary>
    public double ShareEachMinute
    {
        get => Volatile.Read(ref _shareEachMinute);
        set => Volatile.Write(ref _shareEachMinute, value);
    }

    /// <summary>How long a daemon waits from one change to the next, on average; null where nothing changes.</summary>
    /// <param name="sessions">How many sessions it has.</param>
    public TimeSpan? Interval(int sessions) => ShareEachMinute * sessions is > 0 and var each ? TimeSpan.FromMinutes(1) / each : null;
}
