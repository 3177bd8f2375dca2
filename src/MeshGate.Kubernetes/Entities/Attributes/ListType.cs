namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>How server-side apply merges a list (<c>x-kubernetes-list-type</c>).</summary>
public enum ListType
{
    /// <summary>As one value with one owner.</summary>
    Atomic,

    /// <summary>As a set of scalars.</summary>
    Set,

    /// <summary>As a map keyed by members of its elements.</summary>
    Map,
}
