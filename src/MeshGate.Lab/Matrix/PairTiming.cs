namespace MeshGate.Lab.Matrix;

/// <summary>How long a pair took after both of its ends knew each other.</summary>
/// <param name="FirstPacket">Until a first ping had gone there and back; null if none did.</param>
/// <param name="Direct">Until both ends had shaken hands on a direct path; null if they did not in the time that was watched.</param>
public sealed record PairTiming(TimeSpan? FirstPacket, TimeSpan? Direct);
