namespace MeshGate.Lab.Traffic;

/// <summary>Numbered packets sent at a steady rate from one machine to another, by whatever protocol.</summary>
public interface IPacketStream : IDisposable
{
    /// <summary>Stops sending, and waits a bounded time for what is on the way.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>What became of the packets so far.</summary>
    StreamStatistics Measure();

    /// <summary>How many packets were sent and came in each part of the time so far.</summary>
    StreamTimeline Timeline(TimeSpan width);
}
