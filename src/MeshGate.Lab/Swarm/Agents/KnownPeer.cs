using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>A peer of a simulated daemon.</summary>
/// <param name="Machine">The other machine.</param>
/// <param name="UpAt">When the path to it was proven, by the clock on the wall; null while there is none.</param>
/// <param name="RoundTrip">What the path's last check measured.</param>
public sealed record KnownPeer(SimulatedMachine Machine, DateTime? UpAt, TimeSpan RoundTrip);
