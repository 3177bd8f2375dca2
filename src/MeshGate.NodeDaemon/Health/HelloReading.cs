using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>What hellos say of one peer's path.</summary>
/// <param name="Verdict">What is concluded.</param>
/// <param name="Age">How long ago it last carried a hello there and back.</param>
/// <param name="Quality">How well it carries packets.</param>
/// <param name="Bytes">What hellos have added to WireGuard's own counters of the session, as far as they were taken from the socket.</param>
/// <param name="IsLate">Whether they were taken from it late within the last seconds.</param>
public readonly record struct HelloReading(HelloVerdict Verdict, TimeSpan Age, PathQuality Quality, long Bytes, bool IsLate = false);
