using System.Collections.Immutable;

namespace MeshGate.Cli.Netcheck;

/// <summary>What a person asked for.</summary>
/// <param name="Stun">STUN servers as named.</param>
/// <param name="Turn">TURN servers as named.</param>
/// <param name="Kubeconfig">How to reach the cluster.</param>
/// <param name="StateDirectory">Where a daemon of this machine keeps its state.</param>
/// <param name="Lifetime">Whether to measure how long an idle mapping lives.</param>
public sealed record NetcheckOptions(
    ImmutableArray<string> Stun, ImmutableArray<string> Turn, FileInfo? Kubeconfig, string StateDirectory, bool Lifetime);
