using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;

namespace MeshGate.Page.Serving;

/// <summary>The mesh out of informers that somebody else runs.</summary>
public sealed class InformerSource(IInformer<MeshNode> nodes, IInformer<MeshRoute> routes) : IMeshSource
{
    /// <inheritdoc/>
    public bool IsConnected => nodes.IsConnected && routes.IsConnected;

    /// <inheritdoc/>
    public Task Ready { get; } = Task.WhenAll(nodes.Synced, routes.Synced);

    /// <inheritdoc/>
    public IReadOnlyCollection<MeshNode> Nodes() => nodes.List();

    /// <inheritdoc/>
    public IReadOnlyCollection<MeshRoute> Routes() => routes.List();

    /// <inheritdoc/>
    public IDisposable Subscribe(Action changed) => new Both(nodes.Subscribe(_ => changed()), routes.Subscribe(_ => changed()));

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
