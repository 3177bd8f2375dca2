using System.Net;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>One address of a peer behind a TURN server.</summary>
/// <param name="Remote">The peer's address as the server sees it.</param>
/// <param name="Loopback">What stands for it on this machine: WireGuard and path checks send there.</param>
public sealed record TurnRemote(IPEndPoint Remote, IPEndPoint Loopback);
