using System.Net;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>A check by somebody who is no peer, and says what its MeshNode is called.</summary>
/// <param name="Name">The name, unproven.</param>
/// <param name="From">Where it came from.</param>
/// <param name="Route">What else it says of itself.</param>
/// <param name="Request">The whole datagram, which its sender's key proves once that is known.</param>
/// <param name="At">When it came.</param>
public sealed record Knock(string Name, IPEndPoint From, PathCheckRoute Route, ReadOnlyMemory<byte> Request, TimeSpan At);
