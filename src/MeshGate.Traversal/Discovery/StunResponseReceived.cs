using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>A datagram arrived that reads as a Binding response. It counts only for a pending transaction and from the server asked.</summary>
/// <param name="Response">What it says.</param>
/// <param name="From">Its source.</param>
public sealed record StunResponseReceived(BindingResponse Response, IPEndPoint From) : StunDiscoveryEvent;
