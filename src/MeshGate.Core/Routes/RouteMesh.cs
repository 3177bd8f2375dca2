using System.Collections.Immutable;
using MeshGate.Core.Addressing;

namespace MeshGate.Core.Routes;

/// <summary>What routes are judged against.</summary>
/// <param name="Network">The mesh's address ranges.</param>
/// <param name="Nodes">Every MeshNode by its name.</param>
public sealed record RouteMesh(MeshNetwork Network, ImmutableDictionary<string, RouteNode> Nodes);
