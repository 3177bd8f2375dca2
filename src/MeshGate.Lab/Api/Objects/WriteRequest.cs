using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Where and how an object shall be written.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Namespace">The namespace, empty for cluster-scoped kinds.</param>
/// <param name="Name">The name from the path; empty where the object is created.</param>
/// <param name="Subresource">Such as <c>status</c>, or null.</param>
/// <param name="FieldValidation">What becomes of unknown fields.</param>
/// <param name="IsDryRun">Whether nothing is stored.</param>
public sealed record WriteRequest(ServedResource Resource, string Namespace, string Name, string? Subresource, FieldValidation FieldValidation, bool IsDryRun)
{
    /// <summary>The object's key.</summary>
    public ObjectKey Key => new(Namespace, Name);

    /// <summary>What is wrong with the body's form though it could be read, such as a field given twice.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    /// <summary>Receives what the answer's warning headers say.</summary>
    public IList<string> Warnings { get; } = [];
}
