using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>What hellos say of one peer's path.</summary>
/// <param name="Verdict">What is concluded.</param>
/// <param name="Age">How long ago it last carried a hello there and back.</param>
/// <param name="Quality">How well it carries packets.</param>
/// <param name="IsUsed">Whether either end says that it carries traffic.</param>
public readonly record struct HelloReading(HelloVerdict Verdict, TimeSpan Age, PathQuality Quality, bool IsUsed = false);
