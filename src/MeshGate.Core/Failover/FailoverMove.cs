using System.Net;

namespace MeshGate.Core.Failover;

/// <summary>A session that left a path.</summary>
/// <param name="From">The path left.</param>
/// <param name="To">The path in use since.</param>
/// <param name="Cause">Why.</param>
public sealed record FailoverMove(IPEndPoint From, IPEndPoint To, FailoverCause Cause);
