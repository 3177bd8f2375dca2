using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Discovery;

/// <summary>Concludes from the answers of one address family how its NATs map (RFC 5780, section 4.3, as far as plain servers allow).</summary>
internal static class MappingJudge
{
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
    public static bool IsKnown(IEnumerable<StunProbe> family) =>
        family.Where(p => p.Mapped is not null).Select(p => p.Server.Endpoint.Address).Distinct().Count() >= 2;

    private static (MappingBehavior Mapping, string Reason) Compare(ImmutableArray<StunProbe> answers)
    {
        StunProbe first = answers[0];
        if (answers.FirstOrDefault(p => !p.Mapped!.Equals(first.Mapped)) is { } different)
        {
            return (MappingBehavior.AddressAndPortDependent,
                $"{first.Server} saw {first.Mapped} and {different.Server} saw {different.Mapped}: the mapping depends on the destination.");
        }

        return answers.FirstOrDefault(p => !p.Server.Endpoint.Address.Equals(first.Server.Endpoint.Address)) is { } second
            ? (MappingBehavior.EndpointIndependent,
                $"{first.Server} and {second.Server} both saw {first.Mapped}: one mapping serves all destinations.")
            : (MappingBehavior.Unknown,
                $"Only {first.Server} answered and saw {first.Mapped}: telling the mapping takes servers at two addresses.");
    }

    private static string Silent(ImmutableArray<StunProbe> probes) => probes.Length == 1
        ? $"{probes[0].Server} gave no address: {probes[0].Failure ?? "no answer"}."
        : $"None of {probes.Length} STUN servers gave an address; {probes[0].Server}: {probes[0].Failure ?? "no answer"}.";
}
