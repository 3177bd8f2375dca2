namespace MeshGate.Tests.Tracing;

/// <summary>A span as it came over the wire.</summary>
/// <param name="Service">The resource's service.name.</param>
/// <param name="TraceId">In hexadecimal.</param>
/// <param name="SpanId">In hexadecimal.</param>
/// <param name="ParentId">In hexadecimal; empty for a root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">Its attributes, as text.</param>
/// <param name="Events">The names of its events.</param>
internal sealed record ReceivedSpan(
    string Service, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Events);
