namespace MeshGate.Core.LoadBalancing;

/// <summary>
/// Which target each client has, until it was idle for a while. Takes a fixed room: of more clients than fit, those that were idle for
/// longest are forgotten. Safe for concurrent use; allocates nothing once it is made.
/// </summary>
public sealed class StickySessions
{
    private const int Ways = 4;
    private const int Stripes = 256;
    private readonly Session[] _sessions;
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];
    private readonly TimeSpan _timeout;
    private readonly uint _buckets;

    /// <summary>Makes room.</summary>
    /// <param name="timeout">The idleness after which a client is forgotten.</param>
    /// <param name="capacity">How many clients are remembered, at least 4 and about.</param>
    public StickySessions(TimeSpan timeout, int capacity = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Ways);
        (_timeout, _buckets) = (timeout, (uint)(capacity / Ways));
        _sessions = new Session[_buckets * Ways];
    }

    /// <summary>The target that a client has, which begins its idleness anew; null for none.</summary>
    /// <param name="client">The hash of the client.</param>
    /// <param name="now">The time, by a clock that does not go back.</param>
    public LiveTarget? Find(ulong client, TimeSpan now)
    {
        uint bucket = BucketOf(client);
        lock (_locks[bucket % Stripes])
        {
            foreach (ref Session session in BucketAt(bucket))
            {
                if (session.Target is not null && session.Client == client)
                {
                    if (now - session.UsedAt > _timeout)
                    {
                        session = default;
                        return null;
                    }

                    session.UsedAt = now;
                    return session.Target;
                }
            }
        }

        return null;
    }

    /// <summary>Remembers a client's target.</summary>
    /// <param name="client">The hash of the client.</param>
    /// <param name="target">What it was given.</param>
    /// <param name="now">The time.</param>
    public void Keep(ulong client, LiveTarget target, TimeSpan now)
    {
        uint bucket = BucketOf(client);
        lock (_locks[bucket % Stripes])
        {
            Span<Session> sessions = BucketAt(bucket);
            int place = 0;
            for (int i = 0; i < sessions.Length; i++)
            {
                if (sessions[i].Target is not null && sessions[i].Client == client)
                {
                    place = i;
                    break;
                }

                place = Age(sessions[i]) < Age(sessions[place]) ? i : place;
            }

            sessions[place] = new Session { Client = client, Target = target, UsedAt = now };
        }
    }

    // An empty one is older than any other.
    private static TimeSpan Age(in Session session) => session.Target is null ? TimeSpan.MinValue : session.UsedAt;

    private uint BucketOf(ulong client) => (uint)Math.BigMul(client * 0x9e3779b97f4a7c15, _buckets, out _);

    private Span<Session> BucketAt(uint bucket) => _sessions.AsSpan((int)(bucket * Ways), Ways);

    private struct Session
    {
        public ulong Client;
        public LiveTarget? Target;
        public TimeSpan UsedAt;
    }
}
