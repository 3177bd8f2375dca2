using System.Net;

namespace MeshGate.Probing.PortMapping;

/// <summary>The router that this machine's packets to the internet go through.</summary>
/// <param name="Interface">The interface towards it.</param>
/// <param name="Address">Its address, IPv4.</param>
/// <param name="Local">This machine's address on that interface.</param>
public sealed record DefaultGateway(string Interface, IPAddress Address, IPAddress Local);
