using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Caching;

public sealed class EntityCacheTests
{
    private readonly FrozenInformer<MeshNode> _informer = new([Node("u1", "9")]);

    [Fact]
    public void Get_PrefersAnOwnWrite_UntilTheWatchHasCaughtUp()
    {
        var cache = new EntityCache<MeshNode>(_informer);
        cache.Remember(Node("u1", "10"));
        Assert.Equal("10", cache.Get("a")!.Metadata.ResourceVersion);
        Assert.Equal("10", Assert.Single(cache.List()).Metadata.ResourceVersion);
        _informer.Values = [Node("u1", "11")];
        Assert.Equal("11", cache.Get("a")!.Metadata.ResourceVersion);
    }

    [Fact]
    public void Get_ForgetsAnOwnWrite_WhenTheObjectIsAnotherOrGone()
    {
        var cache = new EntityCache<MeshNode>(_informer);
        cache.Remember(Node("u1", "10"));
        _informer.Values = [Node("u2", "9")];
        Assert.Equal("u2", cache.Get("a")!.Metadata.Uid);
        cache.Remember(Node("u2", "12"));
        _informer.Values = [];
        Assert.Null(cache.Get("a"));
    }

    [Fact]
    public void Get_KnowsWhatWasMade_BeforeTheWatchTellsOfIt()
    {
        var cache = new EntityCache<MeshNode>(_informer);
        (_informer.Values, _informer.Version) = ([], 9);
        cache.Remember(Node("u1", "10"));
        Assert.Equal("u1", cache.Get("a")!.Metadata.Uid);
        _informer.Version = 10;
        Assert.Null(cache.Get("a"));
        _informer.Version = 9;
        Assert.Null(cache.Get("a"));
    }

    [Fact]
    public void Get_ForgetsOwnWrites_WhenTheWatchWasInterrupted()
    {
        // A server restored from a backup has the object as it was, at a version that may never reach ours again.
        var cache = new EntityCache<MeshNode>(_informer);
        cache.Remember(Node("u1", "5000"));
        _informer.Interruptions = 1;
        _informer.Values = [Node("u1", "12")];
        Assert.Equal("12", cache.Get("a")!.Metadata.ResourceVersion);
    }

    private static MeshNode Node(string uid, string version) => new() { Metadata = new V1ObjectMeta { Name = "a", Uid = uid, ResourceVersion = version } };
}
