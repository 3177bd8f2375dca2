namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>The member must be there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
