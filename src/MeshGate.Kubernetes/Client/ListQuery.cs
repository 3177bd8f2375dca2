namespace MeshGate.Kubernetes.Client;

/// <summary>Which objects to list or watch.</summary>
public sealed record ListQuery
{
    /// <summary>Only this namespace; null for all, and for cluster-scoped kinds.</summary>
    public string? Namespace { get; init; }

    /// <summary>Kubernetes label selector.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Kubernetes field selector, such as <c>metadata.name=a</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects a page; null for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the next page.</summary>
    public string? Continue { get; init; }

    /// <summary>Whether a failed attempt is the caller's to repeat, who has a pace of his own.</summary>
    public bool IsTriedOnce { get; init; }

    /// <summary>The version to watch from. Of a list the oldest that will do, 0 for any that the server has at hand; null for the newest.</summary>
    public string? ResourceVersion { get; init; }
}
