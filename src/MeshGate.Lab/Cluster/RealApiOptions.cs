namespace MeshGate.Lab.Cluster;

/// <summary>How a real API server is set up.</summary>
public sealed record RealApiOptions
{
    /// <summary>The programs.</summary>
    public required ClusterAssets Assets { get; init; }

    /// <summary>Users besides the administrator.</summary>
    public IReadOnlyList<ClusterUser> Users { get; init; } = [];

    /// <summary>Manifests to install once it serves: files, or folders of YAML files. CustomResourceDefinitions go first.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>More arguments of kube-apiserver.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
