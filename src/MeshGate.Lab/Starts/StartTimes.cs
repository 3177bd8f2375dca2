namespace MeshGate.Lab.Starts;

/// <summary>What a daemon's start took, in seconds from its execution.</summary>
/// <param name="Configured">Until its WireGuard held every peer.</param>
/// <param name="Tunnel">Until a peer answered a ping through the tunnel.</param>
/// <param name="Cpu">The processor time that the daemon itself had taken by then, without the programs that it runs; to a hundredth.</param>
public sealed record StartTimes(double Configured, double Tunnel, double Cpu);
