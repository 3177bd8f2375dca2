using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Failover;

/// <summary>Where a session goes whose peer's daemon may be dead.</summary>
public sealed class PathFailoverTests
{
    private static readonly IPEndPoint Current = IPEndPoint.Parse("198.51.100.1:50000");
    private static readonly IPEndPoint Own = IPEndPoint.Parse("127.1.2.3:50001");
    private static readonly IPEndPoint Peers = IPEndPoint.Parse("198.51.100.2:50002");
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);

    [Fact]
    public void Step_GoesWhereThePeersWireGuardIsAlone_WhenItsDaemonCarriedThePathAndNobodyAnswers()
    {
        FailoverState state = Silent(Known(isServedByPeer: true, [(Peers, true), (Own, false)]));
        Assert.Equal(Current, state.Current);

        FailoverState next = Tick(state, Start + TimeSpan.FromMilliseconds(200));
        Assert.Equal(Own, next.Current);
    }

    [Fact]
    public void Step_Stays_WhenThePeersWireGuardServesThePath()
    {
        FailoverState state = Silent(Known(isServedByPeer: false, [(Own, false)]));
        Assert.Equal(Current, Tick(state, Start + TimeSpan.FromSeconds(2)).Current);
    }

    [Fact]
    public void Step_Stays_WhenTheOtherPathWasSilentBefore()
    {
        FailoverState state = Silent(Known(isServedByPeer: true, [(Own, false)], answeredBefore: TimeSpan.FromSeconds(5)));
        Assert.Equal(Current, Tick(state, Start + TimeSpan.FromSeconds(2)).Current);
    }

    [Fact]
    public void HasHope_LastsAsLongAsAnAnswerMayCome()
    {
        FailoverState state = Silent(Known(isServedByPeer: false, [(Own, false)]));
        Assert.True(PathFailover.HasHope(state, Start + TimeSpan.FromMilliseconds(1)));
        Assert.False(PathFailover.HasHope(state, Start + TimeSpan.FromSeconds(1)));
        Assert.False(PathFailover.HasHope(Silent(Known(isServedByPeer: false, [])), Start));
        FailoverPath[] answered = [.. state.Paths.Select(path => path with { AnsweredAt = Start + TimeSpan.FromMilliseconds(20) })];
        Assert.True(PathFailover.HasHope(state with { Paths = [.. answered] }, Start + TimeSpan.FromSeconds(1)));
    }

    private static FailoverState Known(bool isServedByPeer, (IPEndPoint Address, bool IsServedByPeer)[] others, TimeSpan? answeredBefore = null)
    {
        TimeSpan answeredAt = Start - (answeredBefore ?? TimeSpan.FromMilliseconds(500));
        ImmutableArray<FailoverPath> paths =
        [
            new FailoverPath(Current, 2) { IsServedByPeer = isServedByPeer, AnsweredAt = answeredAt, RoundTrip = TimeSpan.FromMilliseconds(10) },
            .. others.Select(other => new FailoverPath(other.Address, 2) { IsServedByPeer = other.IsServedByPeer, AnsweredAt = answeredAt, RoundTrip = TimeSpan.FromMilliseconds(10) }),
        ];
        return PathFailover.Step(PathFailover.Create(isControlling: true), new FailoverEvent.PathsKnown(paths, Current), new FailoverBlock(), mayStart: true, Start).State;
    }

    private static FailoverState Silent(FailoverState state)
    {
        FailoverState suspect = PathFailover.Step(state, new FailoverEvent.Judged(HelloVerdict.Suspect, Start, state.Move), new FailoverBlock(), mayStart: false, Start).State;
        return PathFailover.Step(suspect, new FailoverEvent.Judged(HelloVerdict.Silent, Start, state.Move), new FailoverBlock(), mayStart: false, Start).State;
    }

    private static FailoverState Tick(FailoverState state, TimeSpan now)
        => PathFailover.Step(state, new FailoverEvent.Tick(), new FailoverBlock(), mayStart: true, now).State;
}
