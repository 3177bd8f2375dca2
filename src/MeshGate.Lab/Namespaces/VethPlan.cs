namespace MeshGate.Lab.Namespaces;

/// <summary>A cable between two namespaces.</summary>
public sealed record VethPlan(string NamespaceA, string InterfaceA, string NamespaceB, string InterfaceB);
