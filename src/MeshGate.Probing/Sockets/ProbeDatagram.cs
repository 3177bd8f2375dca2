using System.Net;

namespace MeshGate.Probing.Sockets;

/// <summary>A datagram that arrived.</summary>
/// <param name="From">Its source.</param>
/// <param name="Bytes">What it says.</param>
public sealed record ProbeDatagram(IPEndPoint From, ReadOnlyMemory<byte> Bytes);
