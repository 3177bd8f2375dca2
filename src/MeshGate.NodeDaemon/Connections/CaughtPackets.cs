namespace MeshGate.NodeDaemon.Connections;

/// <summary>
/// What WireGuard sent to a peer that slept, in order, to be sent on once the peer was found. Of handshake initiations the latest counts; the first
/// packets are kept, since those that follow are what is repeated.
/// </summary>
public sealed class CaughtPackets
{
    /// <summary>The most packets that wait for one peer.</summary>
    public const int Capacity = 64;

    private readonly List<byte[]> _waiting = [];

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Whether a handshake initiation is among them.</summary>
    public bool HasInitiation => _waiting.Exists(waiting => SleepTrap.IsInitiation(waiting));

    /// <summary>When the first of them came.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>When the session was last asked for on their account.</summary>
    public TimeSpan AskedAt { get; set; }

    /// <summary>Keeps a packet; false if too many wait.</summary>
    public bool Add(byte[] packet, TimeSpan now)
    {
        Since = IsEmpty ? now : Since;
        if (SleepTrap.IsInitiation(packet))
        {
            _waiting.RemoveAll(waiting => SleepTrap.IsInitiation(waiting));
        }

        if (_waiting.Count >= Capacity)
        {
            return false;
        }

        _waiting.Add(packet);
        return true;
    }

    /// <summary>Gives what waits, in order, and keeps nothing.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        byte[][] all = [.. _waiting];
        _waiting.Clear();
        return all;
    }
}
