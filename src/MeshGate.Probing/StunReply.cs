using System.Net;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing;

/// <summary>A server's answer to one question.</summary>
/// <param name="From">Where it came from.</param>
/// <param name="Response">What it says.</param>
/// <param name="RoundTrip">From the last request before it to the answer.</param>
public sealed record StunReply(IPEndPoint From, BindingResponse Response, TimeSpan RoundTrip)
{
    /// <summary>The address that the server saw; null when it told none, or one that no machine can have.</summary>
    public IPEndPoint? Mapped => ReflexiveAddress.Reject(Response.Mapped, From.Address) is null ? Response.Mapped : null;
}
