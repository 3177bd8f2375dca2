using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>What came of asking by UPnP.</summary>
/// <param name="External">The outside address and port; null if nothing was mapped.</param>
/// <param name="Lifetime">How long the mapping lasts; zero for one without end.</param>
/// <param name="Problem">Why nothing was mapped; null if something was.</param>
public sealed record UpnpOutcome(IPEndPoint? External, TimeSpan Lifetime, string? Problem);
