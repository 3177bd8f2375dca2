using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

public sealed class PortMapperTests
{
    private static readonly IPEndPoint Outside = IPEndPoint.Parse("203.0.113.10:51820");
    private readonly PortMapperRun _run = new();

    [Fact]
    public void Step_MapsByPcp_WithinARoundTrip()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromMilliseconds(2));

        Assert.Equal((PortMappingProtocol.Pcp, Outside, true), (_run.Report.Protocol, _run.Report.External, _run.Report.IsReachable));
        Assert.Single(_run.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_MapsByNatPmp_WhenPcpIsNotSpoken(bool saysVersion)
    {
        (_run.Router.SpeaksPcp, _run.Router.SaysVersion) = (false, saysVersion);
        _run.Want(PortMapperRun.Target);
        _run.Run(saysVersion ? TimeSpan.FromMilliseconds(5) : TimeSpan.FromSeconds(2.1));

        Assert.Equal((PortMappingProtocol.NatPmp, Outside), (_run.Report.Protocol, _run.Report.External));
    }

    [Fact]
    public void Step_MapsByUpnp_WhenNothingElseIsSpoken()
    {
        (_run.Router.SpeaksPcp, _run.Router.SpeaksNatPmp) = (false, false);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(4.1));

        Assert.Equal((PortMappingProtocol.Upnp, Outside), (_run.Report.Protocol, _run.Report.External));
    }

    [Fact]
    public void Step_GoesToUpnpAtOnce_WhenNobodyListensAtTheRoutersPort()
    {
        _run.Router.IsSilent = true;
        _run.Want(PortMapperRun.Target);
        _run.Feed(new PortMapperEvent.PortUnreachable());
        _run.Run(TimeSpan.FromMilliseconds(5));

        Assert.Equal(PortMappingProtocol.Upnp, _run.Report.Protocol);
    }

    [Theory]
    [InlineData(2, "does not allow this machine")]
    [InlineData(8, "no ports left")]
    [InlineData(10, "as many mappings as the router allows")]
    [InlineData(12, "a NAT stands between them")]
    [InlineData(77, "result code 77")]
    public void Step_SaysInWords_WhatTheRouterRefusedWith(byte result, string words)
    {
        (_run.Router.Result, _run.Router.SpeaksNatPmp, _run.Router.SpeaksUpnp) = (result, false, false);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(5));

        Assert.Contains(words, _run.Report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Step_RenewsAtHalfLife_AndNeverLosesTheMapping(bool speaksPcp, bool speaksNatPmp)
    {
        (_run.Router.SpeaksPcp, _run.Router.SpeaksNatPmp, _run.Router.Lifetime) = (speaksPcp, speaksNatPmp, 120);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(5));
        int before = _run.Effects.OfType<PortMapperEffect.Changed>().Count();
        _run.Effects.Clear();
        _run.Run(TimeSpan.FromMinutes(10));

        Assert.Empty(_run.Effects.OfType<PortMapperEffect.Changed>());
        Assert.True(before > 0);
        int renewals = _run.Sent.Count(datagram => datagram[1] == 1) + _run.Effects.OfType<PortMapperEffect.MapByUpnp>().Count();
        Assert.InRange(renewals, 9, 11);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_MapsAnewWithinOnePoll_WhenTheRouterLostItsMappings(bool speaksPcp)
    {
        _run.Router.SpeaksPcp = speaksPcp;
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(30));
        _run.Router.Restart(_run.Now);
        _run.Run(PortMapperTimers.PollInterval + TimeSpan.FromSeconds(1));

        Assert.Equal(51820, _run.Router.Mapped);
        Assert.Equal(Outside, _run.Report.External);
    }

    [Fact]
    public void Step_MapsAnewAtOnce_WhenTheRouterAnnouncesThatItRestarted()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(30));
        _run.Router.Restart(_run.Now);
        _run.Feed(new PortMapperEvent.Announced());
        _run.Run(TimeSpan.FromMilliseconds(5));

        Assert.Equal(51820, _run.Router.Mapped);
    }

    [Fact]
    public void Step_AsksLittle_WhenSomebodySpraysAnnouncements()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        int before = _run.Router.Requests;
        for (int i = 0; i < 10_000; i++)
        {
            _run.Feed(new PortMapperEvent.Announced());
            _run.Run(TimeSpan.FromMilliseconds(2));
        }

        Assert.InRange(_run.Router.Requests - before, 1, 5);
    }

    [Fact]
    public void Step_WaitsForTheRouter_WhenItIsAwayForAMoment()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(30));
        _run.Router.IsSilent = true;
        _run.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(Outside, _run.Report.External);

        _run.Router.IsSilent = false;
        _run.Router.Restart(_run.Now);
        _run.Run(TimeSpan.FromSeconds(25));
        Assert.Equal(51820, _run.Router.Mapped);
    }

    [Fact]
    public void Step_TriesEverythingAnew_WhenTheRouterNoLongerSpeaksWhatItSpoke()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(30));
        (_run.Router.SpeaksPcp, _run.Router.Mapped) = (false, null);
        _run.Run(TimeSpan.FromSeconds(100));

        Assert.Equal(PortMappingProtocol.NatPmp, _run.Report.Protocol);
        Assert.Equal(51820, _run.Router.Mapped);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Step_GivesBack_WhatIsNoLongerWanted(bool speaksPcp, bool speaksNatPmp)
    {
        (_run.Router.SpeaksPcp, _run.Router.SpeaksNatPmp) = (speaksPcp, speaksNatPmp);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(51820, _run.Router.Mapped);
        _run.Want(null);
        _run.Run(TimeSpan.FromSeconds(3));

        Assert.Null(_run.Router.Mapped);
        Assert.Equal(PortMapperPhase.Idle, _run.State.Phase);
        Assert.Null(_run.State.NextDue);
    }

    [Fact]
    public void Step_GivesBackTheOldPort_BeforeItMapsAnother()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        _run.Want(PortMapperRun.Target with { InternalPort = 40000 });
        _run.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(40000, _run.Router.Mapped);
        Assert.Equal(40000, _run.Report.External?.Port);
    }

    [Fact]
    public void Step_GoesOnAfterTwoSeconds_WhenTheRouterDoesNotTakeTheMappingBack()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        _run.Router.IsSilent = true;
        _run.Want(null);
        _run.Run(TimeSpan.FromSeconds(2.1));

        Assert.Equal(PortMapperPhase.Idle, _run.State.Phase);
    }

    [Fact]
    public void Step_RenewsTheMappingOfAnEarlierRun_WithoutASecondPort()
    {
        _run.State = PortMapperState.Resume(PortMapperRun.Target, PortMappingProtocol.Pcp, IPEndPoint.Parse("203.0.113.10:40123"), _run.Now);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(IPEndPoint.Parse("203.0.113.10:40123"), _run.Report.External);
        Assert.Single(_run.Sent);
    }

    [Fact]
    public void Step_GivesBackTheMappingOfAnEarlierRun_WhenItIsNoLongerWanted()
    {
        _run.Router.Mapped = 51820;
        _run.State = PortMapperState.Resume(PortMapperRun.Target, PortMappingProtocol.NatPmp, Outside, _run.Now);
        _run.Want(null);
        _run.Run(TimeSpan.FromSeconds(1));

        Assert.Null(_run.Router.Mapped);
    }

    [Fact]
    public void Step_SaysThatTheMappingIsNotEnough_WhenTheRouterIsBehindAnotherNat()
    {
        _run.Router.Outside = IPAddress.Parse("100.72.3.4");
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));

        Assert.False(_run.Report.IsReachable);
        Assert.Contains("an address of a carrier's NAT: another NAT stands before it", _run.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_SaysThatStunSeesAnotherAddress()
    {
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(1));
        _run.Feed(new PortMapperEvent.SeenByStun([IPAddress.Parse("198.51.100.7")]));
        Assert.Contains("STUN servers see this node at 198.51.100.7", _run.Report.Reason, StringComparison.Ordinal);

        _run.Feed(new PortMapperEvent.SeenByStun([Outside.Address]));
        Assert.DoesNotContain("STUN", _run.Report.Reason, StringComparison.Ordinal);
        Assert.True(_run.Report.IsReachable);
    }

    [Fact]
    public void Step_FollowsTheOutsideAddress_WhenTheRouterGetsAnother()
    {
        _run.Router.SpeaksPcp = false;
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(5));
        _run.Router.Outside = IPAddress.Parse("203.0.113.99");
        _run.Run(PortMapperTimers.PollInterval);

        Assert.Equal(IPEndPoint.Parse("203.0.113.99:51820"), _run.Report.External);
    }

    [Fact]
    public void Step_UnmapsWhatUpnpMappedTooLate()
    {
        (_run.Router.IsSilent, _run.Router.SpeaksUpnp) = (true, false);
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromSeconds(10));
        int number = _run.State.UpnpNumber;
        _run.Want(null);
        _run.Feed(new PortMapperEvent.UpnpAnswered(number, PortMapperRun.Target, new UpnpOutcome(Outside, TimeSpan.FromHours(1), null)));
        Assert.Equal(51820, Assert.Single(_run.Effects.OfType<PortMapperEffect.UnmapByUpnp>()).ExternalPort);
        Assert.Null(_run.Report.External);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(uint.MaxValue)]
    public void Step_StaysCalm_WhateverLifeTheRouterGrants(uint lifetime)
    {
        _run.Router.Lifetime = lifetime;
        _run.Want(PortMapperRun.Target);
        _run.Run(TimeSpan.FromMinutes(10));
        Assert.InRange(_run.Router.Requests, 3, 250);
    }
}
