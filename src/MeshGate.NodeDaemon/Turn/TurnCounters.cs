namespace MeshGate.NodeDaemon.Turn;

/// <summary>Counts what goes through TURN servers; cheap enough for every packet.</summary>
public sealed class TurnCounters
{
    private long _allocations;
    private long _sent;
    private long _received;
    private long _lost;
    private long _refused;

    /// <summary>Allocations held now.</summary>
    public long Allocations => Volatile.Read(ref _allocations);

    /// <summary>Packets from WireGuard handed to servers.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Packets from servers handed to WireGuard.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Packets that a full buffer or an error took.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Packets from an address that was not asked for, or one too many.</summary>
    public long Refused => Volatile.Read(ref _refused);

    internal void CountAllocation(int difference) => Interlocked.Add(ref _allocations, difference);

    internal void CountSent(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _sent : ref _lost);

    internal void CountReceived(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _received : ref _lost);

    internal void CountRefused() => Interlocked.Increment(ref _refused);
}
