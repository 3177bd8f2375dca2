using MeshGate.Core.Addressing;

namespace MeshGate.Operator.Topology;

/// <summary>What holds for the whole mesh and never changes in its life.</summary>
/// <param name="Network">The address ranges.</param>
/// <param name="Mtu">MTU of the tunnels in bytes.</param>
public sealed record MeshSettings(MeshNetwork Network, int Mtu);
