using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>The machine as it is to be: one value, made whole and applied as a difference.</summary>
/// <param name="WireGuard">The WireGuard device.</param>
/// <param name="Interface">Its addresses, MTU and routes.</param>
/// <param name="Revision">The assignment's revision it answers; null before there was one.</param>
public sealed record DeviceOrder(WireGuardConfig WireGuard, InterfaceConfig Interface, string? Revision);
