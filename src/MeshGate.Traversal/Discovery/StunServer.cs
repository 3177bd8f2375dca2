using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>One address of a STUN server; a name that resolves to several addresses gives several servers.</summary>
/// <param name="Name">What a person configured, such as <c>stun.example.org:3478</c>.</param>
/// <param name="Endpoint">Where to ask.</param>
public sealed record StunServer(string Name, IPEndPoint Endpoint)
{
    /// <summary>The name, with the address where that is another.</summary>
    public override string ToString() => Endpoint.ToString() == Name ? Name : $"{Name} ({Endpoint})";
}
