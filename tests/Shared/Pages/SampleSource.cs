using MeshGate.Kubernetes.Entities;
using MeshGate.Page.Serving;

namespace MeshGate.Tests.Pages;

/// <summary>A mesh that a test changes while the page shows it.</summary>
internal sealed class SampleSource(SampleMesh mesh) : IMeshSource
{
    private readonly Lock _gate = new();
    private Action? _changed;

    public bool IsConnected { get; private set; } = true;

    public Task Ready { get; init; } = Task.CompletedTask;

    public IReadOnlyCollection<MeshNode> Nodes()
    {
        lock (_gate)
        {
            return [.. mesh.Nodes.Values];
        }
    }

    public IReadOnlyCollection<MeshRoute> Routes()
    {
        lock (_gate)
        {
            return [.. mesh.Routes];
        }
    }

    public IDisposable Subscribe(Action changed)
    {
        _changed += changed;
        return new Subscription(() => _changed -= changed);
    }

    /// <summary>Changes the mesh, and tells.</summary>
    public void Change(Action<SampleMesh> change)
    {
        lock (_gate)
        {
            change(mesh);
        }

        _changed?.Invoke();
    }

    /// <summary>Breaks or mends the watch of the API server.</summary>
    public void Connect(bool isConnected) => IsConnected = isConnected;

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
