namespace MeshGate.Kubernetes.Rbac;

/// <summary>Says what a class does to entities; roles are generated from it. Has the public shape of KubeOps' attribute of the same name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EntityRbacAttribute(params Type[] entities) : Attribute
{
    /// <summary>Types that carry <c>[KubernetesEntity]</c>.</summary>
    public IReadOnlyList<Type> Entities { get; } = entities;

    /// <summary>What is done to them.</summary>
    public RbacVerb Verbs { get; set; }
}
