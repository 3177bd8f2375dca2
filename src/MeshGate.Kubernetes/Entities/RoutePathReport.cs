using MeshGate.Core.Routes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What a daemon finds of one path of a route.</summary>
/// <param name="Path">Direct, Turn, or the relays with a plus between.</param>
/// <param name="Health">Whether it works.</param>
public sealed record RoutePathReport(string Path, PathHealth Health);
