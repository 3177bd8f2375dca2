namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// What joins the spans of both ends of a path change in one trace, as W3C Trace Context has it: random numbers that say nothing of keys or traffic.
/// </summary>
/// <param name="TraceId">The trace, not 0.</param>
/// <param name="SpanId">The sender's span, not 0.</param>
/// <param name="Flags">The trace's flags; bit 0 says that the sender records it.</param>
public readonly record struct TraceContext(UInt128 TraceId, ulong SpanId, byte Flags);
