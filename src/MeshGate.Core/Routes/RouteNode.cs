using System.Collections.Immutable;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Routes;

/// <summary>What the judgement of routes needs to know of a MeshNode.</summary>
/// <param name="Name">The node.</param>
/// <param name="Roles">What it may be used for.</param>
/// <param name="AdvertisedCidrs">The networks behind it, as written.</param>
public sealed record RouteNode(string Name, ImmutableArray<NodeRole> Roles, ImmutableArray<string> AdvertisedCidrs);
