using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class PathRankTests
{
    [Theory]
    [InlineData("Host 192.0.2.1:1 10", "ServerReflexive 192.0.2.2:1 100", "direct and faster")]
    [InlineData("ServerReflexive 192.0.2.1:1 300", "Relay 192.0.2.2:1 5", "direct beats a relay node however slow it is")]
    [InlineData("Relay 192.0.2.1:1 300", "Turn 192.0.2.2:1 5", "a relay node beats TURN")]
    [InlineData("Host 192.0.2.1:1 20", "ServerReflexive 192.0.2.2:1 19", "alike, so the kind decides")]
    [InlineData("ServerReflexive 192.0.2.1:1 30", "Host 192.0.2.2:1 60", "much faster, whatever the kind")]
    [InlineData("Host 10.0.0.1:1 50", "Host 192.0.2.2:1 48", "a private network costs nobody anything")]
    [InlineData("Host [2001:db8::1]:1 50", "Host 192.0.2.2:1 47", "IPv6 needs no NAT")]
    [InlineData("Host 192.0.2.1:1 90", "Host 192.0.2.2:1 ?", "measured beats unmeasured")]
    public void Best_PicksTheFirst(string best, string other, string why)
    {
        var (one, two) = (Parse(best), Parse(other));

        Assert.True(ReferenceEquals(one, PathRank.Best([two, one], PathOrder.ByKind)), why);
        Assert.True(ReferenceEquals(one, PathRank.Best([one, two], PathOrder.ByKind)), why);
    }

    [Theory]
    [InlineData("Relay 192.0.2.1:1 5", "Host 192.0.2.2:1 300", true, "off the relay at any price")]
    [InlineData("Turn 192.0.2.1:1 5", "Relay 192.0.2.2:1 300", true, "off TURN too")]
    [InlineData("Host 192.0.2.1:1 300", "Relay 192.0.2.2:1 5", false, "never from direct to a relay")]
    [InlineData("Relay 192.0.2.1:1 60", "Relay 192.0.2.2:1 6", false, "a relay that works is kept")]
    [InlineData("Relay 192.0.2.1:1 350", "Relay 192.0.2.2:1 7", true, "a relay on another continent is left for a near one")]
    [InlineData("Relay 192.0.2.1:1 350", "Relay 192.0.2.2:1 220", false, "but not for one that is far, too")]
    [InlineData("Host 192.0.2.1:1 100", "Host 192.0.2.2:1 80", true, "a fifth faster")]
    [InlineData("Host 192.0.2.1:1 100", "Host 192.0.2.2:1 95", false, "noise")]
    [InlineData("Host 192.0.2.1:1 3", "Host 192.0.2.2:1 1.5", false, "half, but not worth a move")]
    [InlineData("Host 192.0.2.1:1 ?", "Host 192.0.2.2:1 1", false, "what is not measured is not known to be slow")]
    [InlineData("Host 192.0.2.1:1 100", "Host 192.0.2.2:1 100", false, "equal")]
    public void IsWorthMoving_AsksForAClearGain(string from, string to, bool expected, string why)
        => Assert.True(expected == PathRank.IsWorthMoving(Parse(from), Parse(to), PathOrder.ByKind), why);

    [Fact]
    public void Best_IsNull_WhenNothingIsProven() => Assert.Null(PathRank.Best([], PathOrder.ByKind));

    private static CandidateCheck Parse(string text)
    {
        var words = text.Split(' ');
        return new CandidateCheck
        {
            Candidate = new RemoteCandidate(IPEndPoint.Parse(words[1]), Enum.Parse<RemoteCandidateKind>(words[0])),
            DueAt = TimeSpan.Zero,
            RoundTrip = words[2] == "?" ? null : TimeSpan.FromMilliseconds(double.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture)),
        };
    }
}
