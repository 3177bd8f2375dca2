using System.Net;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>What a router says of itself by UPnP.</summary>
/// <param name="IsSpoken">Whether it offers to map ports by UPnP.</param>
/// <param name="External">Its outside address; null where it names none.</param>
/// <param name="Problem">What went wrong; null if nothing did.</param>
public sealed record UpnpLook(bool IsSpoken, IPAddress? External, string? Problem);
