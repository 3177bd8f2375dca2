using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>An outside port that a router lends. Times are on the caller's monotonic clock.</summary>
/// <param name="Protocol">How it was asked for.</param>
/// <param name="External">The outside address and port.</param>
/// <param name="RenewAt">When half of its life is over.</param>
/// <param name="ExpiresAt">When it ends unless renewed.</param>
public sealed record MappedPort(PortMappingProtocol Protocol, IPEndPoint External, TimeSpan RenewAt, TimeSpan ExpiresAt);
