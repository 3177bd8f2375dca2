using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>A NAT-PMP response (RFC 6886, sections 3.2 and 3.3).</summary>
/// <param name="IsMapping">Whether it answers a mapping request for UDP; otherwise it tells the outside address.</param>
/// <param name="Result">Its result code; values without a name may occur.</param>
/// <param name="Epoch">The router's seconds since it last lost its mappings.</param>
/// <param name="Address">The outside address, where it is told.</param>
/// <param name="InternalPort">The port on this machine, where it answers a mapping request.</param>
/// <param name="ExternalPort">The outside port, likewise.</param>
/// <param name="LifetimeSeconds">How long the mapping lasts, likewise.</param>
public readonly record struct NatPmpResponse(
    bool IsMapping, NatPmpResult Result, uint Epoch, IPAddress? Address, int InternalPort, int ExternalPort, uint LifetimeSeconds);
