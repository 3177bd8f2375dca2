using System.Net;

namespace MeshGate.Lab.Demo;

/// <summary>What a WireGuard interface says of one peer. Keys are left out.</summary>
public sealed record WireGuardPeer(string? Endpoint, IReadOnlyList<IPAddress> Addresses, DateTimeOffset? LastHandshake);
