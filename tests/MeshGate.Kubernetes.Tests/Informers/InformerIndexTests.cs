using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Kubernetes.Tests.Informers;

public sealed class InformerIndexTests
{
    private readonly InformerCache<MeshNode> _cache = new("meshnodes", NullLogger.Instance);

    [Fact]
    public void Get_FollowsTheCache_AsObjectsComeChangeAndGo()
    {
        _cache.Put(Node("a", 1, "edge"));
        using var index = InformerIndex<MeshNode>.ByLabel(new CacheOnly(_cache), "tier");
        _cache.Put(Node("b", 2, "edge"));
        _cache.Put(Node("c", 3, null));
        Assert.Equal(["a", "b"], Names(index, "edge"));
        _cache.Put(Node("b", 4, "core"));
        Assert.Equal(["a"], Names(index, "edge"));
        Assert.Equal(["b"], Names(index, "core"));
        _cache.Put(Node("a", 5, "edge"));
        Assert.Equal("5", index.Get("edge").Single().Metadata.ResourceVersion);
        _cache.Replace([Node("b", 6, "core")]);
        Assert.Empty(index.Get("edge"));
        Assert.Equal(["core"], index.Keys);
    }

    [Fact]
    public void Get_KnowsAllKeys_OfOneObject()
    {
        using var index = new InformerIndex<MeshNode>(new CacheOnly(_cache), node => node.Spec?.Addresses ?? []);
        _cache.Put(new MeshNode { Metadata = Meta("a", 1), Spec = new MeshNodeSpec { Addresses = ["100.96.0.1", "fd00::1"] } });
        Assert.Equal(["a"], Names(index, "100.96.0.1"));
        Assert.Equal(["a"], Names(index, "fd00::1"));
        _cache.Remove(new MeshNode { Metadata = Meta("a", 2) });
        Assert.Empty(index.Keys);
    }

    [Fact]
    public void Remove_LeavesTheSuccessor_WhenTheEndOfItsPredecessorComesLate()
    {
        _cache.Put(new MeshNode { Metadata = new V1ObjectMeta { Name = "a", Uid = "second", ResourceVersion = "9" } });
        _cache.Remove(new MeshNode { Metadata = new V1ObjectMeta { Name = "a", Uid = "first", ResourceVersion = "8" } });
        Assert.Equal("second", _cache.Get(NamespacedName.Cluster("a"))!.Metadata.Uid);
    }

    private static V1ObjectMeta Meta(string name, int version)
        => new() { Name = name, Uid = "uid-" + name, ResourceVersion = version.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static MeshNode Node(string name, int version, string? tier)
    {
        var meta = Meta(name, version);
        meta.Labels = tier is null ? null : new Dictionary<string, string> { ["tier"] = tier };
        return new MeshNode { Metadata = meta };
    }

    private static IEnumerable<string> Names(InformerIndex<MeshNode> index, string key) => index.Get(key).Select(n => n.Metadata.Name).Order();

    private sealed class CacheOnly(InformerCache<MeshNode> cache) : IInformer<MeshNode>
    {
        public Task Synced => Task.CompletedTask;

        public bool IsConnected => true;

        public long Interruptions => 0;

        public ulong Version => 0;

        public IReadOnlyCollection<MeshNode> List() => cache.List();

        public MeshNode? Get(NamespacedName name) => cache.Get(name);

        public IDisposable Subscribe(Action<InformerChange<MeshNode>> onChange) => cache.Subscribe(onChange);

        public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
