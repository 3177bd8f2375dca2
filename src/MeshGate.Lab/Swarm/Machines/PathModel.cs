using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Lab.Nat;

namespace MeshGate.Lab.Swarm.Machines;

/// <summary>What lies between two simulated machines: how long a packet takes, and whether one gets through.</summary>
public static class PathModel
{
    /// <summary>Light in glass, one way there and back again.</summary>
    private const double RoundTripsKilometresPerMillisecond = 100;

    /// <summary>Cables are longer than great circles, and routers take their time.</summary>
    private const double Detour = 1.4;

    /// <summary>The share of the round-trip time by which measurements differ.</summary>
    private const double Jitter = 0.05;

    /// <summary>
    /// Whether two machines behind their NATs reach each other directly: not where UDP is blocked, nor where one maps a port differently
    /// for each destination and the other lets in only what it has sent to (RFC 4787, sections 4.1 and 5).
    /// </summary>
    public static bool IsDirect(SimulatedMachine one, SimulatedMachine other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return (one.Nat, other.Nat) switch
        {
            (NatKind.UdpBlocked, _) or (_, NatKind.UdpBlocked) => false,
            (NatKind.Symmetric, NatKind.Symmetric or NatKind.PortRestricted) => false,
            (NatKind.PortRestricted, NatKind.Symmetric) => false,
            _ => true,
        };
    }

    /// <summary>The round-trip time that both ends measure.</summary>
    /// <param name="one">One end.</param>
    /// <param name="other">The other end.</param>
    /// <param name="seed">The swarm's seed.</param>
    /// <param name="measurement">Counts the measurements: each differs a little from the one before.</param>
    public static TimeSpan RoundTrip(SimulatedMachine one, SimulatedMachine other, int seed, int measurement)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var way = Detour * one.Region.KilometresTo(other.Region) / RoundTripsKilometresPerMillisecond;
        var still = TimeSpan.FromMilliseconds(way) + (2 * (one.AccessLatency + other.AccessLatency));
        var (first, second) = string.CompareOrdinal(one.Name, other.Name) <= 0 ? (one.Name, other.Name) : (other.Name, one.Name);
        return still * (1 + (Jitter * Chance(string.Create(CultureInfo.InvariantCulture, $"{seed}/{first}/{second}/{measurement}"))));
    }

    /// <summary>How long a path takes to prove and WireGuard's handshake over it to end, once both ends know each other.</summary>
    public static TimeSpan SetUp(TimeSpan roundTrip) => TimeSpan.FromMilliseconds(50) + (3 * roundTrip);

    // From -1 to 1.
    private static double Chance(string what)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(what), digest);
        return BinaryPrimitives.ReadInt32LittleEndian(digest) / (double)int.MaxValue;
    }
}
