namespace MeshGate.Kubernetes.Rbac;

/// <summary>Says what a class does to resources named by hand. Has the public shape of KubeOps' attribute of the same name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericRbacAttribute : Attribute
{
    /// <summary>API groups; empty text for the core group.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>Plurals, with a subresource after a slash.</summary>
    public string[] Resources { get; set; } = [];

    /// <summary>What is done to them.</summary>
    public RbacVerb Verbs { get; set; }
}
