namespace MeshGate.NodeDaemon.Network;

/// <summary>Reads named counters of nftables.</summary>
public interface INftCounters
{
    /// <summary>The packets that a counter has counted; null where there is no such counter.</summary>
    /// <param name="table">Its table, of the family inet.</param>
    /// <param name="counter">Its name.</param>
    /// <exception cref="IOException">The kernel cannot be asked.</exception>
    long? PacketsOf(string table, string counter);
}
