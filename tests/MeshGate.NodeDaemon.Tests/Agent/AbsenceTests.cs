using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class AbsenceTests
{
    private readonly Absence _absence = new();

    [Fact]
    public void Missing_IsBelievedAtOnce_WhenTheNodeWasBeingDeleted()
    {
        _absence.Present(isBeingDeleted: true);
        Assert.True(_absence.Missing(At(1)));
    }

    [Fact]
    public void Missing_IsBelieved_AfterTenMinutesOfAnswers()
    {
        _absence.Present(isBeingDeleted: false);
        for (var minute = 0; minute < 10; minute++)
        {
            Assert.False(_absence.Missing(At(minute)));
            Assert.True(_absence.IsDoubted);
        }

        Assert.True(_absence.Missing(At(10)));
        Assert.True(_absence.Missing(At(11)));
    }

    [Fact]
    public void Missing_StartsAnew_AfterAGapInWhichTheServerDidNotAnswer()
    {
        Assert.False(_absence.Missing(At(0)));
        Assert.False(_absence.Missing(At(3)));
        Assert.False(_absence.Missing(At(9)));
        Assert.False(_absence.Missing(At(11)));
        Assert.False(_absence.Missing(At(13)));
        Assert.False(_absence.Missing(At(16)));
        Assert.True(_absence.Missing(At(19)));
    }

    [Fact]
    public void Missing_StartsAnew_WhenTheNodeWasThereMeanwhile()
    {
        Assert.False(_absence.Missing(At(0)));
        _absence.Present(isBeingDeleted: false);
        Assert.False(_absence.IsDoubted);
        Assert.False(_absence.Missing(At(12)));
    }

    private static TimeSpan At(int minute) => TimeSpan.FromMinutes(minute);
}
