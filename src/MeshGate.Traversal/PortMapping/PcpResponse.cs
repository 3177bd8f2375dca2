namespace MeshGate.Traversal.PortMapping;

/// <summary>A PCP response (RFC 6887, section 7.2).</summary>
/// <param name="Opcode">What it answers.</param>
/// <param name="Result">Its result code; values without a name may occur.</param>
/// <param name="LifetimeSeconds">How long the mapping, or the error, lasts.</param>
/// <param name="Epoch">The server's seconds since it last lost its mappings.</param>
/// <param name="Mapping">What MAP responses say besides; null in others, and in errors that leave it out.</param>
public readonly record struct PcpResponse(PcpOpcode Opcode, PcpResult Result, uint LifetimeSeconds, uint Epoch, PcpMapping? Mapping);
