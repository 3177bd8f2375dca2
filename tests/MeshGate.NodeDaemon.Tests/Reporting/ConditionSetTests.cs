using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Reporting;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class ConditionSetTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Set_KeepsTheTransitionTime_WhenTheStatusIsTheSame()
    {
        var conditions = new ConditionSet(_time);
        conditions.Set("Ready", true, "One", "one");
        _time.Advance(TimeSpan.FromMinutes(1));
        conditions.Set("Ready", true, "Two", "two");

        var condition = Assert.Single(conditions.ToList());
        Assert.Equal(("Two", new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)), (condition.Reason, condition.LastTransitionTime));
    }

    [Fact]
    public void Set_KeepsTheMessageWithinTheSchema_WhenThereIsMuchToTell()
    {
        var conditions = new ConditionSet(_time);
        conditions.Set("Ready", false, "Much", new string('x', 100_000));

        Assert.InRange(Assert.Single(conditions.ToList()).Message.Length, 1, 4096);
    }

    [Fact]
    public void Continue_TakesWhatItCan_WhenThereAreHolesInTheList()
    {
        var conditions = new ConditionSet(_time);
        conditions.Continue([null!, new Condition { Type = "Ready", Status = "True" }]);

        Assert.Equal("Ready", Assert.Single(conditions.ToList()).Type);
    }
}
