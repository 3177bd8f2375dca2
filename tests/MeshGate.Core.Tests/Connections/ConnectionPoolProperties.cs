using System.Collections.Immutable;
using FsCheck.Xunit;
using MeshGate.Core.Connections;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Connections;

/// <summary>What holds for a pool whatever happens to it, in long random courses.</summary>
public sealed class ConnectionPoolProperties
{
    private const int Peers = 24;
    private const int Steps = 400;

    [Property(MaxTest = 25)]
    public void Pool_KeepsItsPromises(int seed)
    {
        var random = new Random(seed);
        var settings = new ConnectionsBlock
        {
            MaxConnections = random.Next(1, 12),
            MinConnections = 0,
            MaxIdleTime = TimeSpan.FromSeconds(random.Next(10, 60)),
            ConnectionTimeout = TimeSpan.FromSeconds(random.Next(1, 20)),
            MaxRetryAttempts = random.Next(0, 3),
        };
        settings = settings with { MinConnections = random.Next(0, settings.MaxConnections + 1) };
        ImmutableArray<PoolMember> members = [.. Enumerable.Range(0, Peers).Select(i => new PoolMember($"p{i}", random.Next(8) == 0, random.Next(10) == 0))];
        PoolState state = ConnectionPool.Step(new PoolState { Settings = settings }, new PoolEvent.Known(members), TimeSpan.Zero).State;
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < Steps; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 4000));
            PoolEvent happened = Draw(random, members);
            PoolStep step = ConnectionPool.Step(state, happened, now);
            Check(state, step, happened, now);
            Assert.Equal(step.State.Sessions.Values, ConnectionPool.Step(state, happened, now).State.Sessions.Values);
            state = step.State;
        }
    }

    private static PoolEvent Draw(Random random, ImmutableArray<PoolMember> members)
    {
        string name = $"p{random.Next(Peers)}";
        return random.Next(12) switch
        {
            0 or 1 or 2 => new PoolEvent.Wanted(name, random.Next(2) == 0 ? WakeCause.Packet : WakeCause.Peer),
            3 or 4 => new PoolEvent.CameUp(name),
            5 or 6 => new PoolEvent.Used(name),
            7 => new PoolEvent.Agreed(name),
            8 => new PoolEvent.Declined(name),
            9 => new PoolEvent.PeerAsked(name),
            10 when random.Next(10) == 0 => new PoolEvent.Known([.. members.Select(member => member with { IsHeld = random.Next(8) == 0 })]),
            _ => new PoolEvent.Tick(),
        };
    }

    private static void Check(PoolState before, PoolStep step, PoolEvent happened, TimeSpan now)
    {
        PoolState after = step.State;

        // Nothing is lost, and the count is right.
        Assert.Equal(Peers, after.Sessions.Count);
        Assert.Equal(after.Sessions.Values.Count(session => session.IsAwake), after.Awake);

        // Nobody is let in above the ceiling but who is held.
        foreach (PoolEffect.Wake wake in step.Effects.OfType<PoolEffect.Wake>())
        {
            Assert.True(after.Find(wake.Name)!.IsHeld || after.Awake <= after.Settings.MaxConnections || before.Find(wake.Name)!.IsAwake);
        }

        // Whoever has traffic or is held is never evicted, and it is the one unused for longest that is.
        foreach (PoolEffect.Rest rest in step.Effects.OfType<PoolEffect.Rest>().Where(rest => rest.Reason == SleepReason.Evicted))
        {
            PooledSession victim = before.Find(rest.Name)!;
            Assert.False(after.Find(rest.Name)!.IsHeld);
            Assert.False(victim.HasTraffic(now));
            Assert.DoesNotContain(after.Sessions.Values, session => session is { IsAwake: true, IsHeld: false } && !session.HasTraffic(now) && session.HeldUntil <= now && session.UsedAt < victim.UsedAt);
        }

        // Who is wanted is awake, or is told why not: and not for want of a place while somebody's is idle.
        if (happened is PoolEvent.Wanted wanted)
        {
            var refusal = (PoolEffect.Refuse?)step.Effects.SingleOrDefault(effect => effect is PoolEffect.Refuse);
            Assert.Equal(refusal is null, after.Find(wanted.Name)!.IsAwake);
            Assert.False(refusal is { Text: "" });
            Assert.False(refusal?.Reason == RefusalReason.PoolFull && after.Sessions.Values.Any(session => session is { IsAwake: true, IsHeld: false } && !session.HasTraffic(now)));
        }

        // Time never stands still: what is due lies ahead once its time was taken.
        if (happened is PoolEvent.Tick)
        {
            Assert.False(after.NextDue <= now, $"due at {after.NextDue}, now {now}");
        }

        // Who sleeps has no place, and every change of place was told.
        foreach (PooledSession session in after.Sessions.Values)
        {
            bool isTold = step.Effects.Any(effect => effect.Name == session.Name && effect is PoolEffect.Wake or PoolEffect.Rest);
            Assert.True(isTold || before.Find(session.Name)!.IsAwake == session.IsAwake);
        }
    }
}
