namespace MeshGate.Lab.Demonstration;

/// <summary>What became of one stream.</summary>
public sealed record StreamRecord
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The sending machine.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>The receiving machine.</summary>
    public string To { get; init; } = string.Empty;

    /// <summary>When it began, in seconds since the beginning.</summary>
    public double At { get; init; }

    /// <summary>The seconds that one entry of <see cref="Received"/> stands for.</summary>
    public double Width { get; init; }

    /// <summary>Packets sent in each part.</summary>
    public IReadOnlyList<int> Sent { get; init; } = [];

    /// <summary>Packets received in each part.</summary>
    public IReadOnlyList<int> Received { get; init; } = [];

    /// <summary>How many packets were lost.</summary>
    public int Lost { get; init; }

    /// <summary>The longest time without a packet, in milliseconds.</summary>
    public double LongestGap { get; init; }
}
