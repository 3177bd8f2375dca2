using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class OwnCandidatesTests
{
    private static readonly IPAddress Local = IPAddress.Parse("100.64.0.10");
    private static readonly IPEndPoint Seen = IPEndPoint.Parse("203.0.113.10:40001");
    private static readonly IPEndPoint Configured = IPEndPoint.Parse("203.0.113.99:443");

    [Fact]
    public void List_NamesOwnAddressesThenWhatIsConfiguredThenWhatWasSeen()
        => Assert.Equal(
            ["100.64.0.10:51820", "203.0.113.99:443", "203.0.113.10:40001"],
            Texts(OwnCandidates.List([Local], 51820, [Configured], [], [Seen])));

    [Fact]
    public void List_LetsOwnAddressesGiveWay_WhenThereAreTooMany()
    {
        var many = Enumerable.Range(1, 12).Select(i => new IPAddress([100, 64, 0, (byte)i])).ToList();

        var listed = OwnCandidates.List(many, 51820, [Configured], [], [Seen]);

        Assert.Equal(CheckListTimers.MaxCandidates, listed.Length);
        Assert.Equal(["203.0.113.99:443", "203.0.113.10:40001"], Texts(listed).TakeLast(2));
    }

    [Fact]
    public void List_SaysNothingTwice_WhenThereIsNoNat()
        => Assert.Single(OwnCandidates.List([Seen.Address], Seen.Port, [Seen], [Seen], [Seen]));

    private static IEnumerable<string> Texts(IEnumerable<RemoteCandidate> candidates) => candidates.Select(candidate => candidate.Address.ToString());
}
