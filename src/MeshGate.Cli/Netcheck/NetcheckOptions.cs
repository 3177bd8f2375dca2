using System.Collections.Immutable;
using MeshGate.Cli.Clusters;

namespace MeshGate.Cli.Netcheck;

/// <summary>What a person asked for.</summary>
/// <param name="Stun">STUN servers as named.</param>
/// <param name="Turn">TURN servers as named.</param>
/// <param name="Cluster">Finds the cluster.</param>
/// <param name="StateDirectory">Where a daemon of this machine keeps its state.</param>
/// <param name="Lifetime">Whether to measure how long an idle mapping lives.</param>
internal sealed record NetcheckOptions(
    ImmutableArray<string> Stun, ImmutableArray<string> Turn, Func<Cluster> Cluster, string StateDirectory, bool Lifetime);
