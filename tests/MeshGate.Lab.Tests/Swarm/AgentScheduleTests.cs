using MeshGate.Lab.Swarm.Agents;

namespace MeshGate.Lab.Tests.Swarm;

public sealed class AgentScheduleTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);
    private readonly AgentSchedule _schedule = new(new Random(1));

    [Fact]
    public void Due_IsNow_WhenNewsIsUrgent()
    {
        _schedule.Note(AgentNews.Progress, 99, Start);
        _schedule.Note(AgentNews.Urgent, 99, Start);

        Assert.Equal(Start, _schedule.Due);
    }

    [Fact]
    public void Due_CountsFromTheFirstNews_WhenProgressGoesOn()
    {
        _schedule.Note(AgentNews.Progress, 99, Start);
        var due = _schedule.Due!.Value;
        _schedule.Note(AgentNews.Progress, 99, due - TimeSpan.FromMilliseconds(1));

        Assert.Equal(due, _schedule.Due);
        Assert.InRange(due - Start, TimeSpan.FromSeconds(7.4), TimeSpan.FromSeconds(12.4));
    }

    [Fact]
    public void Due_KeepsTheSpacingAndTriesAgain()
    {
        _schedule.Note(AgentNews.Urgent, 0, Start);
        _schedule.Note(isWritten: false, Start);
        Assert.Equal(Start + TimeSpan.FromMilliseconds(500), _schedule.Due);

        _schedule.Note(isWritten: true, Start);
        Assert.Equal(Start + TimeSpan.FromMinutes(5), _schedule.Due);

        _schedule.Note(AgentNews.Urgent, 0, Start + TimeSpan.FromMilliseconds(100));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(500), _schedule.Due);
    }
}
