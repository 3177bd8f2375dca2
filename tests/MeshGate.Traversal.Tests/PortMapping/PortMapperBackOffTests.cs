using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>What a node does when nobody lends it a port.</summary>
public sealed class PortMapperBackOffTests
{
    private static readonly IPEndPoint Outside = IPEndPoint.Parse("203.0.113.10:51820");
    private readonly PortMapperRun _run = new();

    [Fact]
    public void Step_BacksOffUpToAQuarterOfAnHour_WhenNobodyMaps()
    {
        (_run.Router.IsSilent, _run.Router.SpeaksUpnp) = (true, false);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(3));
        Assert.Contains("PCP: no answer within 0.5 s", _run.Report.Reason, StringComparison.Ordinal);
        _run.Run(TimeSpan.FromHours(4));
        Assert.Null(_run.Report.External);
        Assert.Contains("PCP: no answer within 2 s", _run.Report.Reason, StringComparison.Ordinal);
        Assert.Contains("NAT-PMP: no answer within 2 s", _run.Report.Reason, StringComparison.Ordinal);
        Assert.Contains("UPnP: no router answered the search", _run.Report.Reason, StringComparison.Ordinal);
        Assert.InRange(_run.Effects.OfType<PortMapperEffect.MapByUpnp>().Count(), 16, 24);
        Assert.Equal(3, _run.Effects.OfType<PortMapperEffect.Changed>().Count());
        _run.Router.IsSilent = false;
        _run.Run(PortMapperTimers.LongestBackOff + TimeSpan.FromSeconds(1));
        Assert.Equal(Outside, _run.Report.External);
    }

    [Fact]
    public void Step_AsksAgainWithinSeconds_WhenTheFirstRoundWasTooHasty()
    {
        _run.Router.IsSilent = true;
        _run.Router.SpeaksUpnp = false;
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(2));
        Assert.Null(_run.Report.External);
        _run.Router.IsSilent = false;
        _run.Run(TimeSpan.FromSeconds(3));

        Assert.Equal(Outside, _run.Report.External);
    }
}
