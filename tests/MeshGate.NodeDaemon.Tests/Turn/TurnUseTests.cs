using System.Net;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Tests.Turn;

public sealed class TurnUseTests
{
    private static readonly IPEndPoint[] Own = [IPEndPoint.Parse("127.77.0.2:1"), IPEndPoint.Parse("127.77.0.3:1"), IPEndPoint.Parse("127.77.0.4:1")];
    private static readonly IPEndPoint Old = IPEndPoint.Parse("198.51.100.14:1000");
    private static readonly IPEndPoint New = IPEndPoint.Parse("198.51.100.14:2000");

    [Fact]
    public void Ways_TakesWhatThePeerTellsAfterItsRestart_BeforeWhatNeverAnswered()
    {
        var use = new TurnUse
        {
            Path = new TurnPath { Remotes = [.. Own.Select(loopback => new TurnRemote(IPEndPoint.Parse("203.0.113.10:51820"), loopback))] },
            Reported = [Old],
            Told = [Old],
            Offered = [.. Own, Old],
        };
        var checks = CheckList.Create(controlling: false, TimeSpan.Zero);
        byte next = 0;
        TransactionId Fresh()
        {
            var bytes = new byte[TransactionId.Length];
            bytes[0] = ++next;
            return TransactionId.FromBytes(bytes);
        }

        // The way in use goes by the own server; the peer's old one answered before its daemon was killed.
        foreach (var answers in new[] { Own[2], Old })
        {
            var offered = CheckList.Step(checks, new CheckListEvent.CandidateOffered(new RemoteCandidate(answers, RemoteCandidateKind.Turn)), TimeSpan.Zero, Fresh);
            var sent = CheckList.Step(offered.State, new CheckListEvent.Tick(), TimeSpan.FromSeconds(1), Fresh);
            var id = offered.Effects.Concat(sent.Effects).OfType<CheckListEffect.SendCheck>().First(check => check.To.Equals(answers)).Id;
            checks = CheckList.Step(sent.State, new CheckListEvent.CheckAnswered(answers, id), TimeSpan.FromSeconds(1), Fresh).State;
        }

        Assert.Contains(Old, use.Ways(checks, isAnnouncedReached: true));
        use.Told = [New];
        var ways = use.Ways(checks, isAnnouncedReached: true);
        Assert.Equal(TurnUse.MaxWays, ways.Length);
        Assert.Contains(New, ways);
        Assert.Contains(Own[2], ways);
        Assert.Equal(Own, use.Ways(checks, isAnnouncedReached: false).Order(Comparer<IPEndPoint>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()))));
    }
}
