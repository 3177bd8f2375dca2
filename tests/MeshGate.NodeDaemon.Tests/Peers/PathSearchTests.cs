using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class PathSearchTests
{
    [Fact]
    public void Search_CountsEachKindOnce_UntilItBeginsAnew()
    {
        var search = new PathSearch();
        Assert.True(search.Try(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(10)));
        Assert.False(search.Try(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(11)));
        Assert.Equal(TimeSpan.FromSeconds(2), search.Find(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(12)));
        Assert.Null(search.Find(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(13)));
        Assert.Equal(TimeSpan.FromSeconds(4), search.Find(RemoteCandidateKind.ServerReflexive, TimeSpan.FromSeconds(14)));

        search.Follow(new CheckListEvent.Tick());
        Assert.False(search.Try(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(15)));
        search.Follow(new CheckListEvent.Restart());
        Assert.True(search.Try(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(16)));
        Assert.Equal(TimeSpan.Zero, search.Find(RemoteCandidateKind.Relay, TimeSpan.FromSeconds(16)));
    }
}
