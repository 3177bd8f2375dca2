using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Traversal.Tests.Discovery;

public sealed class BehaviorJudgeTests
{
    private static readonly StunServer Server = DiscoveryRun.Server("192.0.2.1:3478");

    [Theory]
    [InlineData(true, true, null, null, FilteringBehavior.EndpointIndependent)]
    [InlineData(true, false, null, null, FilteringBehavior.EndpointIndependent)]
    [InlineData(false, true, null, null, FilteringBehavior.AddressDependent)]
    [InlineData(false, true, true, true, FilteringBehavior.AddressDependent)]
    [InlineData(false, true, false, true, FilteringBehavior.Unknown)]
    [InlineData(false, false, null, null, FilteringBehavior.AddressAndPortDependent)]
    [InlineData(false, false, true, true, FilteringBehavior.AddressAndPortDependent)]
    [InlineData(false, false, true, false, FilteringBehavior.Unknown)]
    [InlineData(false, false, false, false, FilteringBehavior.Unknown)]
    public void Judge_TellsTheFiltering_ByWhatGotThrough(
        bool address, bool port, bool? controlAddress, bool? controlPort, FilteringBehavior expected)
    {
        FilteringFinding finding = FilteringJudge.Judge(
            new(Server, address, port) { ControlFromOtherAddress = controlAddress, ControlFromOtherPort = controlPort });

        Assert.Equal(expected, finding.Filtering);
        Assert.StartsWith("192.0.2.1:3478 ", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:1 4000, 1:2 4000, 2:1 4000, 2:2 4000", MappingBehavior.EndpointIndependent)]
    [InlineData("1:1 4000, 2:1 4000", MappingBehavior.EndpointIndependent)]
    [InlineData("1:1 4000, 1:2 4000, 2:1 4001, 2:2 4001", MappingBehavior.AddressDependent)]
    [InlineData("1:1 4000, 2:1 4001, 2:2 4001", MappingBehavior.AddressDependent)]
    [InlineData("1:1 4000, 1:2 4001, 2:1 4002, 2:2 4003", MappingBehavior.AddressAndPortDependent)]
    [InlineData("1:1 4000, 1:2 4001", MappingBehavior.AddressAndPortDependent)]
    [InlineData("1:1 4000, 2:1 4001", MappingBehavior.AddressAndPortDependent)]
    [InlineData("1:1 4000, 1:2 4000", MappingBehavior.Unknown)]
    [InlineData("1:1 4000", MappingBehavior.Unknown)]
    public void Judge_TellsTheMapping_ByWhatServersSaw(string seen, MappingBehavior expected)
    {
        ImmutableArray<StunProbe> probes =
        [
            .. seen.Split(", ").Select(text => text.Split(' ')).Select((parts, i) => new StunProbe
            {
                Server = DiscoveryRun.Server($"192.0.2.{parts[0].Replace(":", ":347", StringComparison.Ordinal)}"),
                Transaction = DiscoveryRun.Id(i),
                Outcome = StunProbeOutcome.Answered,
                Mapped = IPEndPoint.Parse($"203.0.113.5:{parts[1]}"),
            }),
        ];

        Assert.Equal(expected, MappingJudge.Judge(probes, AddressFamily.InterNetwork, [])!.Mapping);
    }

    [Theory]
    [InlineData(15, 120, 12.5)]
    [InlineData(7, 120, 5)]
    [InlineData(31, 120, 30)]
    [InlineData(65, 120, 63.75)]
    [InlineData(1000, 30, 30)]
    [InlineData(1000, 32, 45)]
    [InlineData(1000, 300, 300)]
    [InlineData(0, 120, 0)]
    public void Search_EndsCloseBelowTheLifetime_WhateverItIs(double lifetime, double longest, double held)
    {
        var search = new MappingLifetimeSearch { Longest = TimeSpan.FromSeconds(longest) };
        int tries = 0;
        while (search.Next is { } silence)
        {
            Assert.True(++tries < 20, "The search does not end.");
            search = search.Record(silence, silence.TotalSeconds < lifetime);
        }

        Assert.Equal(held, search.Held.TotalSeconds);
    }

    [Theory]
    [InlineData(25, null, 10)]
    [InlineData(5, null, 5)]
    [InlineData(25, 300.0, 25)]
    [InlineData(25, 30.0, 25)]
    [InlineData(25, 20.0, 16)]
    [InlineData(25, 12.5, 10)]
    [InlineData(25, 5.0, 3)]
    [InlineData(25, 0.0, 1)]
    [InlineData(300, 360.0, 300)]
    public void KeepAliveFor_StaysBelowTheLifetimeAndTheCeiling(double ceiling, double? lifetime, double expected)
        => Assert.Equal(expected, MappingLifetime.KeepAliveFor(TimeSpan.FromSeconds(ceiling), lifetime is { } seconds ? TimeSpan.FromSeconds(seconds) : null).TotalSeconds);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(300)]
    public void NeededFor_IsEnoughForTheCeiling(double seconds)
    {
        var ceiling = TimeSpan.FromSeconds(seconds);

        Assert.Equal(ceiling, MappingLifetime.KeepAliveFor(ceiling, MappingLifetime.NeededFor(ceiling)));
    }
}
