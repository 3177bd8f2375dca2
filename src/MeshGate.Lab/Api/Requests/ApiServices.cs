using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Requests;

/// <summary>What the handlers of requests share.</summary>
/// <param name="Store">Where objects live.</param>
/// <param name="Catalog">What is served.</param>
/// <param name="Writer">Creates and changes objects.</param>
/// <param name="Remover">Deletes objects.</param>
/// <param name="Authorizer">Decides who may do what.</param>
/// <param name="Clock">The time.</param>
/// <param name="WatchTimeout">How long a watch lasts for which the client does not say.</param>
public sealed record ApiServices(ObjectStore Store, ResourceCatalog Catalog, ObjectWriter Writer, ObjectRemover Remover, Authorizer Authorizer, TimeProvider Clock, TimeSpan WatchTimeout);
