using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>A STUN server and the addresses its name stands for.</summary>
/// <param name="Name">As configured, <c>host:port</c>.</param>
/// <param name="Addresses">The last known ones if the name does not resolve now; empty if there are none.</param>
/// <param name="Problem">Why the name gives no address now, for a person; null if it does.</param>
public sealed record ResolvedServer(string Name, ImmutableArray<IPEndPoint> Addresses, string? Problem);
