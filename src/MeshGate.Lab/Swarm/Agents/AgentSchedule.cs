namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// When a simulated daemon reports, as the real one does: what others act on at once, progress after a tenth of a second for each peer
/// (ten seconds at most, a quarter more or less), measurements every five minutes, and never more than twice a second. A function of
/// its calls.
/// </summary>
public sealed class AgentSchedule(Random random)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Floor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceForEachPeer = TimeSpan.FromMilliseconds(100);

    private TimeSpan? _written;
    private TimeSpan? _due;

    /// <summary>Whether measurements in the last report have grown old.</summary>
    /// <param name="now">Monotonic time.</param>
    public bool IsStale(TimeSpan now) => _written is { } last && now - last >= Floor;

    /// <summary>When a report is next due; null when there was none yet and there is no news.</summary>
    public TimeSpan? Due => _due ?? (_written + Floor);

    /// <summary>Notes news.</summary>
    /// <param name="news">What is new.</param>
    /// <param name="peers">How many peers the report tells of.</param>
    /// <param name="now">Monotonic time.</param>
    public void Note(AgentNews news, int peers, TimeSpan now)
    {
        if (news == AgentNews.None)
        {
            return;
        }

        var patience = Min(PatienceForEachPeer * peers, LongestPatience) * (0.75 + (0.5 * random.NextDouble()));
        var wanted = news == AgentNews.Urgent ? now : now + patience;
        var earliest = _written is { } last && last + Spacing > wanted ? last + Spacing : wanted;
        _due = _due is { } due && due < earliest ? due : earliest;
    }

    /// <summary>Notes an attempt to write.</summary>
    /// <param name="isWritten">Whether it succeeded; if not, it is tried again.</param>
    /// <param name="now">Monotonic time.</param>
    public void Note(bool isWritten, TimeSpan now)
    {
        _written = now;
        _due = isWritten ? null : now + Spacing;
    }

    /// <summary>Begins anew: the MeshNode is gone.</summary>
    public void Reset() => (_written, _due) = (null, null);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
