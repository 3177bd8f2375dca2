namespace MeshGate.NodeDaemon.Relays;

/// <summary>What a relay has forwarded and dropped since it started. Written by the forwarder's thread alone.</summary>
public sealed class RelayTraffic
{
    private long _forwarded;
    private long _bytes;
    private long _unproven;
    private long _quota;
    private long _system;

    /// <summary>Packets forwarded.</summary>
    public long Forwarded { get => Volatile.Read(ref _forwarded); internal set => Volatile.Write(ref _forwarded, value); }

    /// <summary>Bytes forwarded, without headers.</summary>
    public long Bytes { get => Volatile.Read(ref _bytes); internal set => Volatile.Write(ref _bytes, value); }

    /// <summary>Packets dropped because their source was not one of the pair's proven addresses.</summary>
    public long DroppedUnproven { get => Volatile.Read(ref _unproven); internal set => Volatile.Write(ref _unproven, value); }

    /// <summary>Packets dropped because the pair had its packets of the moment.</summary>
    public long DroppedQuota { get => Volatile.Read(ref _quota); internal set => Volatile.Write(ref _quota, value); }

    /// <summary>Packets that the system would not send.</summary>
    public long DroppedBySystem { get => Volatile.Read(ref _system); internal set => Volatile.Write(ref _system, value); }
}
