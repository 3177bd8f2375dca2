using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Balancing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Balancing;

public sealed class TargetBreakersTests
{
    private static readonly LoadBalancerBlock Defaults = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TargetBreakers _breakers;

    public TargetBreakersTests() => _breakers = new TargetBreakers(_time, NullLogger<TargetBreakers>.Instance);

    [Fact]
    public void Failed_FencesTheTarget_AfterSoManyFailuresInARow()
    {
        Fail("a", 4);
        Assert.False(IsFenced("a"));
        Assert.False(_breakers.TakeNews());
        Fail("a", 1);

        Assert.True(IsFenced("a"));
        Assert.True(_breakers.TakeNews());
        Assert.Equal([new BreakerReport { Kind = TargetKind.Relay, Name = "a", State = BreakerPhase.Open }], _breakers.Report());
        Assert.Equal(1, _breakers.Count()[(TargetKind.Relay, BreakerPhase.Open)]);
        Assert.False(IsFenced("b"));
        Assert.False(_breakers.IsFenced(TargetKind.Peer, "a"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void Failed_CountsToTheThreshold_WhateverItIs(int threshold)
    {
        _breakers.Configure(Defaults with { CircuitBreakerThreshold = threshold });
        Fail("a", threshold - 1);
        Assert.False(IsFenced("a"));
        Fail("a", 1);
        Assert.True(IsFenced("a"));

        // A trial that fails opens it anew, however many failures it takes at first.
        _time.Advance(Defaults.HealthCheckInterval);
        Assert.False(IsFenced("a"));
        Fail("a", 1);
        Assert.True(IsFenced("a"));
    }

    [Fact]
    public void Succeeded_BeginsTheCountAnew()
    {
        for (var i = 0; i < 10; i++)
        {
            Fail("a", 4);
            _breakers.Succeeded(TargetKind.Relay, "a");
        }

        Assert.False(IsFenced("a"));
        Assert.Null(_breakers.Report());
        Assert.False(_breakers.HasAny(TargetKind.Relay));
    }

    [Fact]
    public void Failed_CountsWhatFailsTogetherOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            _breakers.Failed(TargetKind.Relay, "a");
        }

        Assert.False(IsFenced("a"));
    }

    [Fact]
    public void IsFenced_LetsOneTrialThrough_AndItsOutcomeDecides()
    {
        Fail("a", 5);
        _time.Advance(Defaults.HealthCheckInterval - TimeSpan.FromSeconds(2));
        Assert.True(IsFenced("a"));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(IsFenced("a"));
        _breakers.Tried(TargetKind.Relay, "a");
        Assert.True(IsFenced("a"));
        Assert.Equal(BreakerPhase.HalfOpen, Assert.Single(_breakers.Report()!).State);

        Fail("a", 1);
        Assert.True(IsFenced("a"));
        Assert.Equal(BreakerPhase.Open, Assert.Single(_breakers.Report()!).State);
        _time.Advance(Defaults.HealthCheckInterval);
        _breakers.Tried(TargetKind.Relay, "a");
        _breakers.Succeeded(TargetKind.Relay, "a");
        Assert.False(IsFenced("a"));
        Assert.Null(_breakers.Report());
    }

    [Fact]
    public void IsFenced_LetsAnotherTrialThrough_WhenNobodyTellsWhatCameOfOne()
    {
        Fail("a", 5);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(Defaults.HealthCheckInterval);
            Assert.False(IsFenced("a"));
            _breakers.Tried(TargetKind.Relay, "a");
            Assert.True(IsFenced("a"));
        }
    }

    [Fact]
    public void Failed_PutsNoTrialOff_WhenWhatFailsWasBegunBefore()
    {
        Fail("a", 5);
        Fail("a", 20);
        _time.Advance(Defaults.HealthCheckInterval - TimeSpan.FromSeconds(20));

        Assert.False(IsFenced("a"));
    }

    [Fact]
    public void FencedLast_LeavesNobodyOut_AndKeepsTheOrder()
    {
        Fail("a", 5);
        Assert.Equal(["b", "c", "a"], Order("a", "b", "c"));
        Fail("b", 5);
        Fail("c", 5);
        Assert.Equal(["a", "b", "c"], Order("a", "b", "c"));
    }

    [Fact]
    public void Use_GivesAll_WhereNoneIsLeft()
    {
        Fail("a", 5);
        Assert.Equal(["b"], _breakers.Use(TargetKind.Relay, ["a", "b"], name => name));
        Fail("b", 5);
        Assert.Equal(["a", "b"], _breakers.Use(TargetKind.Relay, ["a", "b"], name => name));
    }

    [Fact]
    public void Failed_DoesNothing_WhereThePolicyWantsNoBreakers()
    {
        _breakers.Configure(Defaults with { CircuitBreaker = false });
        Fail("a", 50);

        Assert.False(IsFenced("a"));
    }

    [Fact]
    public void Configure_ForgetsWhatFailed_OnlyWhereBreakersChange()
    {
        Fail("a", 5);
        _breakers.Configure(Defaults with { Strategy = LoadBalancingStrategy.Random });
        Assert.True(IsFenced("a"));
        _breakers.Configure(Defaults with { CircuitBreakerThreshold = 9 });
        Assert.False(IsFenced("a"));
    }

    [Fact]
    public void Clear_ForgetsEverything()
    {
        Fail("a", 5);
        _breakers.Clear();

        Assert.False(IsFenced("a"));
    }

    [Fact]
    public void Keep_ForgetsTargetsThatAreNoneAnyMore()
    {
        Fail("a", 5);
        Fail("b", 5);
        _breakers.Keep(TargetKind.Relay, name => name == "b");

        Assert.Equal("b", Assert.Single(_breakers.Report()!).Name);
    }

    [Fact]
    public void Report_IsBounded_AndOrdered()
    {
        _breakers.Configure(Defaults with { CircuitBreakerThreshold = 1 });
        for (var i = 0; i < 3000; i++)
        {
            _breakers.Failed(i % 2 == 0 ? TargetKind.Gateway : TargetKind.Peer, $"n{i:0000}");
        }

        var report = _breakers.Report()!;
        Assert.Equal(32, report.Count);
        Assert.Equal(report.OrderBy(line => line.Kind).ThenBy(line => line.Name, StringComparer.Ordinal), report);
        Assert.InRange(_breakers.Count().Values.Sum(), 1, 1024);
    }

    [Fact]
    public void IsFenced_LastsAsLongAsItShould_WhenTheMachinesClockIsSet()
    {
        var jumping = new JumpingTime(_time);
        var breakers = new TargetBreakers(jumping, NullLogger<TargetBreakers>.Instance);
        breakers.Configure(Defaults with { CircuitBreakerThreshold = 1 });
        breakers.Failed(TargetKind.Relay, "a");
        jumping.Off = TimeSpan.FromDays(-400);
        _time.Advance(Defaults.HealthCheckInterval);
        Assert.False(breakers.IsFenced(TargetKind.Relay, "a"));
        breakers.Failed(TargetKind.Relay, "a");
        Assert.True(breakers.IsFenced(TargetKind.Relay, "a"));
    }

    private bool IsFenced(string name) => _breakers.IsFenced(TargetKind.Relay, name);

    private IEnumerable<string> Order(params string[] names) => _breakers.FencedLast(TargetKind.Relay, names, name => name);

    private void Fail(string name, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _breakers.Failed(TargetKind.Relay, name);
        }
    }

    private sealed class JumpingTime(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Off;

        public override long GetTimestamp() => time.GetTimestamp();
    }
}
