using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Discovery;

/// <summary>Concludes from the answers of one address family how its NATs map (RFC 5780, section 4.3, as far as plain servers allow).</summary>
public static class MappingJudge
{
    /// <summary>Judges; null when no server of the family was asked.</summary>
    /// <param name="all">The servers asked from one port, and what became of it.</param>
    /// <param name="family">The address family.</param>
    /// <param name="local">The machine's own addresses with the port asked from.</param>
    public static MappingFinding? Judge(ImmutableArray<StunProbe> all, AddressFamily family, ImmutableArray<IPEndPoint> local)
    {
        ImmutableArray<StunProbe> probes = [.. all.Where(p => p.Server.Endpoint.AddressFamily == family)];
        if (probes.IsEmpty)
        {
            return null;
        }

        ImmutableArray<StunProbe> answers = [.. probes.Where(p => p.Mapped is not null)];
        ImmutableArray<IPEndPoint> addresses = [.. answers.Select(p => p.Mapped!).Distinct()];

        // A server on this side of the NAT sees the machine's own address and tells nothing about the NAT.
        ImmutableArray<StunProbe> outside = [.. answers.Where(p => !local.Contains(p.Mapped!))];
        (MappingBehavior mapping, string reason) = (answers.Length, outside.Length) switch
        {
            (0, _) => (MappingBehavior.Unknown, Silent(probes)),
            (_, 0) => (MappingBehavior.None, $"{answers[0].Server} saw this machine's own address {answers[0].Mapped}."),
            _ => Compare(outside),
        };
        return new MappingFinding(mapping, addresses, reason);
    }

    /// <summary>Whether another answer would not change the finding for the better.</summary>
    internal static bool IsKnown(IEnumerable<StunProbe> family) =>
        family.Where(p => p.Mapped is not null).Select(p => p.Server.Endpoint.Address).Distinct().Count() >= 2;

    private static (MappingBehavior Mapping, string Reason) Compare(ImmutableArray<StunProbe> answers)
    {
        StunProbe first = answers[0];
        if (FindDifference(answers, sameAddress: true) is var (one, other))
        {
            return (MappingBehavior.AddressAndPortDependent, $"{Saw(one, other)}: the mapping depends on the destination's port.");
        }

        if (FindDifference(answers, sameAddress: false) is var (near, far))
        {
            // Only two ports of one address that saw the same mapping show that the port does not matter.
            return answers.GroupBy(p => p.Server.Endpoint.Address).Any(g => g.Select(p => p.Server.Endpoint.Port).Distinct().Count() > 1)
                ? (MappingBehavior.AddressDependent, $"{Saw(near, far)}, and two ports of one server saw the same: the mapping depends on the destination's address.")
                : (MappingBehavior.AddressAndPortDependent, $"{Saw(near, far)}: the mapping depends on the destination.");
        }

        return answers.FirstOrDefault(p => !p.Server.Endpoint.Address.Equals(first.Server.Endpoint.Address)) is { } second
            ? (MappingBehavior.EndpointIndependent,
                $"{first.Server} and {second.Server} both saw {first.Mapped}: one mapping serves all destinations.")
            : (MappingBehavior.Unknown,
                $"Only {first.Server} answered and saw {first.Mapped}: telling the mapping takes servers at two addresses.");
    }

    private static (StunProbe One, StunProbe Other)? FindDifference(ImmutableArray<StunProbe> answers, bool sameAddress)
    {
        foreach (StunProbe one in answers)
        {
            if (answers.FirstOrDefault(p => p.Server.Endpoint.Address.Equals(one.Server.Endpoint.Address) == sameAddress && !p.Mapped!.Equals(one.Mapped)) is { } other)
            {
                return (one, other);
            }
        }

        return null;
    }

    private static string Saw(StunProbe one, StunProbe other) => $"{one.Server} saw {one.Mapped} and {other.Server} saw {other.Mapped}";

    private static string Silent(ImmutableArray<StunProbe> probes) => probes.Length == 1
        ? $"{probes[0].Server} gave no address: {probes[0].Failure ?? "no answer"}."
        : $"None of {probes.Length} STUN servers gave an address; {probes[0].Server}: {probes[0].Failure ?? "no answer"}.";
}
