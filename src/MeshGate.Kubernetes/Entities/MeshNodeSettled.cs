using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What of a spec must not change any more. The operator holds later specs against it, also where the API server evaluates no rules.</summary>
public sealed record MeshNodeSettled
{
    /// <summary>The mesh addresses with which the node became a peer.</summary>
    [Items(0, 2)]
    [Length(2, 45)]
    [Pattern(SchemaPatterns.Address)]
    public IReadOnlyList<string>? Addresses { get; set; }

    /// <summary>The Kubernetes Node that it is.</summary>
    [Length(1, 253)]
    public string? NodeName { get; set; }
}
