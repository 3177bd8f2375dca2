using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Addressing;

/// <summary>
/// Chooses the addresses of a node that has none, one from each range of the mesh. The name decides where the search begins, so
/// that two observers choose alike and a node that is made anew mostly gets its old addresses. Both families get the same
/// position in their range where it is free in both.
/// </summary>
public sealed class AddressAllocator(MeshNetwork network)
{
    /// <summary>Finds free addresses for a node, or says which range is exhausted.</summary>
    /// <param name="nodeName">The name of the node.</param>
    /// <param name="taken">Every address in use, of both families.</param>
    public AddressAllocation Allocate(string nodeName, IReadOnlySet<IPAddress> taken)
    {
        ArgumentNullException.ThrowIfNull(nodeName);
        ArgumentNullException.ThrowIfNull(taken);
        ulong hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(nodeName)));
        if (FindPosition(network.Ranges, hash, taken) is { } common)
        {
            return AddressAllocation.Of([.. network.Ranges.Select(range => range.At(common))]);
        }

        var addresses = ImmutableArray.CreateBuilder<IPAddress>();
        foreach (AddressRange range in network.Ranges)
        {
            if (FindPosition([range], hash, taken) is not { } position)
            {
                return AddressAllocation.Exhausted($"No address is free in {range}: all {range.Capacity} are taken. Remove MeshNodes that are no longer used.");
            }

            addresses.Add(range.At(position));
        }

        return AddressAllocation.Of(addresses.ToImmutable());
    }

    private static UInt128? FindPosition(ImmutableArray<AddressRange> ranges, ulong hash, IReadOnlySet<IPAddress> taken)
    {
        UInt128 capacity = ranges.Min(range => range.Capacity);

        // Each taken address blocks one position at most, so one probe more than there are of them always finds a free one.
        UInt128 probes = UInt128.Min(capacity, (UInt128)taken.Count + 1);
        UInt128 position = hash % capacity;
        for (UInt128 probe = 0; probe < probes; probe++)
        {
            UInt128 candidate = position;
            if (ranges.All(range => !taken.Contains(range.At(candidate))))
            {
                return candidate;
            }

            position = (position + 1) % capacity;
        }

        return null;
    }
}
