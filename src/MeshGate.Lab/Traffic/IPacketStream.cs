namespace MeshGate.Lab.Traffic;

/// <summary>Numbered packets sent at a steady rate from one machine to another, by whatever protocol.</summary>
public interface IPacketStream : IDisposable
{
    /// <summary>Stops sending, and waits a bounded time for what is on the way.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>What became of the packets so far.</summary>
    StreamStatistics Measure();
}
