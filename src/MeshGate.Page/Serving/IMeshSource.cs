using MeshGate.Kubernetes.Entities;

namespace MeshGate.Page.Serving;

/// <summary>Where the page's server gets the mesh from.</summary>
public interface IMeshSource
{
    /// <summary>Whether what it gives is current.</summary>
    bool IsConnected { get; }

    /// <summary>Completes when there is something to show.</summary>
    Task Ready { get; }

    /// <summary>The MeshNodes, in any order; never changed by whoever reads them.</summary>
    IReadOnlyCollection<MeshNode> Nodes();

    /// <summary>The MeshRoutes, in any order.</summary>
    IReadOnlyCollection<MeshRoute> Routes();

    /// <summary>Calls back whenever something changed; the callback is quick.</summary>
    IDisposable Subscribe(Action changed);
}
