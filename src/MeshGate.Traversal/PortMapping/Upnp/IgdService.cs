namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>The service of a router that maps ports.</summary>
/// <param name="Type">Its type, such as <c>urn:schemas-upnp-org:service:WANIPConnection:1</c>.</param>
/// <param name="Control">Where it is called: a URL at the router's own address.</param>
public sealed record IgdService(string Type, Uri Control);
