namespace MeshGate.Lab.Machines;

/// <summary>Which Kubernetes API a lab runs.</summary>
public enum ApiKind
{
    /// <summary>The lab's own.</summary>
    Embedded,

    /// <summary>A real kube-apiserver with etcd.</summary>
    Real,
}
