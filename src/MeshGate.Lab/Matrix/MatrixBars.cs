namespace MeshGate.Lab.Matrix;

/// <summary>What a matrix is held to.</summary>
public sealed record MatrixBars
{
    /// <summary>The 95th percentile of the time to the first packet.</summary>
    public TimeSpan FirstPacket { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The 95th percentile of the time to a direct path, of the pairs that can have one.</summary>
    public TimeSpan Direct { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long each pair is watched from when both ends know each other.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long pairs may take to get the path that they are to have, after the last machine joined.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>Whether pairs that cannot be direct may be without any path, and times are shown but not judged.</summary>
    public bool DirectOnly { get; init; }
}
