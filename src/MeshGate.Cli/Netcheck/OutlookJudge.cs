using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Cli.Netcheck;

/// <summary>Says in words what a machine's standing means for its peers, by judging it against each kind of peer.</summary>
public static class OutlookJudge
{
    private static readonly (string Name, FamilyStandpoint Four)[] Kinds =
    [
        ("peers without a NAT", At(MappingBehavior.None, FilteringBehavior.EndpointIndependent)),
        ("peers behind usual NATs", At(MappingBehavior.EndpointIndependent, FilteringBehavior.AddressAndPortDependent)),
        ("peers behind symmetric NATs", At(MappingBehavior.AddressAndPortDependent, FilteringBehavior.AddressAndPortDependent)),
    ];

    /// <summary>Judges.</summary>
    /// <param name="own">This machine.</param>
    /// <param name="turn">The TURN servers as checked.</param>
    public static OutlookReport Judge(Standpoint own, IReadOnlyList<ServerReport> turn)
    {
        ArgumentNullException.ThrowIfNull(own);
        PeerOutlook[] peers =
        [
            .. Kinds.Select(kind => Report(kind.Name, DirectPath.Judge(own, new Standpoint { Name = "the peer", Udp = true, Ipv4 = kind.Four }))),
            Report("peers with IPv6 behind a firewall", DirectPath.Judge(own, new Standpoint
            {
                Name = "the peer", Udp = true, Ipv6 = At(MappingBehavior.None, FilteringBehavior.AddressAndPortDependent),
            })),
        ];
        return new OutlookReport(Summarise(own, peers, turn), peers, [.. Hint(own, peers, turn)]);
    }

    private static FamilyStandpoint At(MappingBehavior mapping, FilteringBehavior filtering) => new() { Mapping = mapping, Filtering = filtering };

    private static PeerOutlook Report(string peer, DirectPathVerdict verdict) => new(
        peer,
        verdict.Outlook switch { DirectPathOutlook.Possible => "yes", DirectPathOutlook.Impossible => "no", _ => "perhaps" },
        verdict.Reason);

    private static string Summarise(Standpoint own, PeerOutlook[] peers, IReadOnlyList<ServerReport> turn)
    {
        // Whether families differ is the other end's affair as much as ours: the three kinds of IPv4 peers say how hard our NAT is.
        PeerOutlook[] counted = own.Ipv4 is null ? peers[3..] : peers[..3];
        string[] hard = [.. counted.Where(peer => peer.Direct == "no").Select(peer => peer.Peer)];
        string[] doubtful = [.. counted.Where(peer => peer.Direct == "perhaps").Select(peer => peer.Peer)];
        if (own.Udp == false)
        {
            return turn.FirstOrDefault(server => server.Problem is null && server.Transport != "UDP") is { } way
                ? $"Only through relays, over {way.Transport} to {way.Server}."
                : "No way to any peer was found: UDP does not pass, and no TURN server answers over TCP or TLS.";
        }

        string to = own.Ipv4 is null ? "everybody who has IPv6" : "everybody";
        return (hard.Length, doubtful.Length) switch
        {
            (0, 0) => $"Direct to {to}.",
            (0, _) when doubtful.Length < counted.Length => $"Direct to {to}, perhaps not to {string.Join(" and ", doubtful)}.",
            (_, 0) when hard.Length < counted.Length => $"Direct to {to} but {string.Join(" and ", hard)}, who are reached through relays.",
            (_, _) when hard.Length == counted.Length => "Only through relays.",
            _ => "Not enough is known to tell who can be reached directly.",
        };
    }

    private static IEnumerable<string> Hint(Standpoint own, PeerOutlook[] peers, IReadOnlyList<ServerReport> turn)
    {
        if (own.Udp == false)
        {
            yield return "Allow outgoing UDP and its answers; WireGuard needs nothing else.";
            if (!turn.Any(server => server.Transport != "UDP"))
            {
                yield return "Name a TURN server that listens for TLS on port 443: it is reached where only the web is allowed.";
            }
        }
        else if (own.Ipv4 is { Mapping: MappingBehavior.AddressAndPortDependent or MappingBehavior.AddressDependent, IsPortMapped: false })
        {
            yield return "The NAT is symmetric: turn on PCP, NAT-PMP or UPnP on the router, forward WireGuard's UDP port there and declare it as spec.endpoint, or use IPv6.";
        }
        else if (peers.Any(peer => peer.Direct == "perhaps"))
        {
            yield return "Name STUN servers at two addresses, at least one of them with RFC 5780 (coturn with two addresses).";
        }
    }
}
