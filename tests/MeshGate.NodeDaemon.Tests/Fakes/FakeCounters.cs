using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>Counters of nftables in memory.</summary>
public sealed class FakeCounters : INftCounters
{
    /// <summary>What each counter of any table has counted.</summary>
    public Dictionary<string, long> Packets { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long? PacketsOf(string table, string counter) => Packets.TryGetValue(counter, out var packets) ? packets : null;
}
