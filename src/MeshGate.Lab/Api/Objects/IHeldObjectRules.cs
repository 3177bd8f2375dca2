namespace MeshGate.Lab.Api.Objects;

/// <summary>Marks a kind whose objects, once deleted, stay until what they hold is gone: namespaces and CustomResourceDefinitions.</summary>
public interface IHeldObjectRules : IObjectRules
{
}
