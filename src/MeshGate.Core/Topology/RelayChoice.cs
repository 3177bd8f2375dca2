using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Topology;

/// <summary>
/// Chooses relays for nodes by weighted rendezvous hashing (Thaler and Ravishankar, 1998): each node ranks all relays by a hash of
/// both names, so that a relay that comes or goes moves only the nodes that rank it among their first. A relay that is drained, has
/// the weight 0, or was not reached by a third node, takes nobody; one that is offline comes last.
/// </summary>
public static class RelayChoice
{
    /// <summary>How many relays a node has.</summary>
    public const int PerNode = 3;

    /// <summary>A relay to choose from.</summary>
    /// <param name="Member">Who it is.</param>
    /// <param name="Relay">What it may do.</param>
    /// <param name="IsOnline">Whether its heartbeats arrive.</param>
    public sealed record Option(PlanMember Member, RelaySnapshot Relay, bool IsOnline);

    /// <summary>The relays of one node, best first.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="options">The relays of its segment, in any order.</param>
    public static ImmutableArray<PlanMember> For(string node, IEnumerable<Option> options)
        =>
        [
            .. options
                .Where(option => option.Member.Name != node && option.Relay is { IsReached: true, Drain: false, Weight: > 0 })
                .OrderByDescending(option => option.IsOnline)
                .ThenByDescending(option => Score(node, option))
                .ThenBy(option => option.Member.Name, StringComparer.Ordinal)
                .Take(PerNode)
                .Select(option => option.Member),
        ];

    // The weighted form: -weight / ln(hash), with the hash in (0, 1), gives each relay its share.
    private static double Score(string node, Option option)
    {
        byte[] input = Encoding.UTF8.GetBytes($"{node}/{option.Member.Name}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        double unit = ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) + 0.5) / (1UL << 53);
        return -option.Relay.Weight / Math.Log(unit);
    }
}
