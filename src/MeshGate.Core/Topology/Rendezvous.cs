using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Topology;

/// <summary>
/// Rendezvous hashing (Thaler and Ravishankar, 1998): everybody ranks all options by a hash of both names, so that an option that
/// comes or goes moves only those that rank it first, and nobody has to remember anything.
/// </summary>
internal static class Rendezvous
{
    /// <summary>How high a chooser ranks an option. The weighted form, -weight / ln(hash) with the hash in (0, 1), gives each option its share.</summary>
    /// <param name="chooser">The <see cref="Hash"/> of the chooser's name.</param>
    /// <param name="option">The same of the option's.</param>
    /// <param name="weight">The option's weight.</param>
    public static double Score(ulong chooser, ulong option, int weight)
        => -weight / Math.Log(((Mix(chooser, option) >> 11) + 0.5) / (1UL << 53));

    /// <summary>64 evenly spread bits of a text.</summary>
    public static ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>64 evenly spread bits of two hashes, in either order. Much cheaper than <see cref="Hash"/>, for all pairs of many.</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
        ulong mixed = one + other;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
}
