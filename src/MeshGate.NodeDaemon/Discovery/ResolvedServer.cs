using System.Collections.Immutable;
using System.Net;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>A STUN server and the addresses its name stands for.</summary>
/// <param name="Name">As configured, <c>host:port</c>.</param>
/// <param name="Addresses">Empty if the name did not resolve.</param>
/// <param name="Problem">Why there is no address, for a person; null if there is one.</param>
public sealed record ResolvedServer(string Name, ImmutableArray<IPEndPoint> Addresses, string? Problem);
