using System.Net;
using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>Watches paths in use by hellos through the tunnel.</summary>
public interface IHelloWatch
{
    /// <summary>How closely to watch.</summary>
    HelloSettings Settings { get; set; }

    /// <summary>Packets of hellos that passed the tunnel so far, in and out.</summary>
    long Packets { get; }

    /// <summary>Whether hellos were taken from the socket late within the last seconds, so that some may wait there uncounted.</summary>
    bool IsLate { get; }

    /// <summary>Says whom to watch: all of them, replacing those of before.</summary>
    void Watch(IReadOnlyCollection<HelloTarget> targets);

    /// <summary>WireGuard sends a peer's packets over another path from now on.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="move">The number of the move.</param>
    /// <param name="roundTrip">What is known of the path's round trip.</param>
    void Moved(string peer, int move, TimeSpan? roundTrip);

    /// <summary>What is known of a peer's path; the default for one that is not watched.</summary>
    HelloReading Read(string peer);

    /// <summary>What hellos have added to WireGuard's own counters of a peer's session, as far as they were taken from the socket, whether it was watched or not.</summary>
    /// <param name="address">The peer's mesh address.</param>
    long BytesOf(IPAddress address);
}
