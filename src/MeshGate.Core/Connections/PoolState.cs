using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Connections;

/// <summary>A pool of sessions. A value: <see cref="ConnectionPool"/> makes the next one from it.</summary>
public sealed record PoolState
{
    /// <summary>What the policy says.</summary>
    public ConnectionsBlock Settings { get; init; } = new();

    /// <summary>Every peer's session, by name.</summary>
    public ImmutableSortedDictionary<string, PooledSession> Sessions { get; init; } = ImmutableSortedDictionary.Create<string, PooledSession>(StringComparer.Ordinal);

    /// <summary>How many are awake or waking.</summary>
    public int Awake { get; init; }

    /// <summary>What was done so far.</summary>
    public PoolCounts Counts { get; init; } = new();

    /// <summary>Why a session was last refused; null before that.</summary>
    public string? LastRefusal { get; init; }

    /// <summary>A peer's session; null for one that is not known.</summary>
    public PooledSession? Find(string name) => Sessions.GetValueOrDefault(name);

    /// <summary>The sessions that are held awake.</summary>
    public int Held => Sessions.Values.Count(session => session.IsHeld);

    /// <summary>When <see cref="PoolEvent.Tick"/> next has something to do; null for never. Looks at every session.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            bool mayIdle = PoolClock.MayIdle(this) > 0;
            bool isOver = Awake > Settings.MaxConnections;
            foreach (PooledSession session in Sessions.Values)
            {
                TimeSpan? next = PoolClock.DueOf(session, Settings, mayIdle, isOver);
                due = due is null || next < due ? next ?? due : due;
            }

            return due;
        }
    }

    internal PoolState Put(PooledSession session) => this with
    {
        Awake = Awake + (session.IsAwake ? 1 : 0) - (Sessions.TryGetValue(session.Name, out PooledSession? before) && before.IsAwake ? 1 : 0),
        Sessions = Sessions.SetItem(session.Name, session),
    };
}
