using System.Net;

namespace MeshGate.NodeDaemon.Health;

/// <summary>A peer whose path is watched.</summary>
/// <param name="Name">The peer.</param>
/// <param name="Address">Its mesh address.</param>
/// <param name="IsControlling">Whether this end goes on asking where the peer falls silent.</param>
/// <param name="IsActive">Whether the session carries traffic.</param>
/// <param name="Move">The number of the move that led to the path it has now. Counts for who was not watched before: later moves are told one by one.</param>
public sealed record HelloTarget(string Name, IPAddress Address, bool IsControlling, bool IsActive, int Move);
