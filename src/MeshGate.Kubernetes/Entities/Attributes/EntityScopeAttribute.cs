namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Says where the objects of a kind live.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityScopeAttribute(EntityScope scope = EntityScope.Namespaced) : Attribute
{
    /// <summary>Where they live.</summary>
    public EntityScope Scope { get; } = scope;
}
