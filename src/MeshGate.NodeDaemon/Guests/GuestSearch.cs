namespace MeshGate.NodeDaemon.Guests;

/// <summary>The search for whoever has one mesh address, and the packets that wait for its end.</summary>
internal sealed class GuestSearch(TimeSpan since)
{
    private readonly List<byte[]> _packets = [];

    /// <summary>When it began.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>Whether the API server was asked.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Keeps a packet. The first are kept, since those that follow are what is repeated.</summary>
    public void Add(byte[] packet)
    {
        if (_packets.Count < GuestTimers.MaxPackets)
        {
            _packets.Add(packet);
        }
    }

    /// <summary>Gives what waits, in order, and keeps nothing.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        byte[][] all = [.. _packets];
        _packets.Clear();
        return all;
    }
}
