using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using MeshGate.Core.Policy;
using MeshGate.Probing.Behavior;
using MeshGate.Probing.PortMapping;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Cli.Netcheck;

/// <summary>Finds out how this machine stands towards the internet, from ports of its own; needs no rights; a port that the router lends for it is given back.</summary>
public sealed class NetcheckRunner(IProbeSockets sockets, ServerCheck check, IPortMappingCheck portMapping, TimeProvider time)
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(2);
    private static readonly RelayTransport[] Unsaid = [RelayTransport.Udp, RelayTransport.Tcp];

    /// <summary>Checks everything at once; about five seconds, twice that where the router answers nothing, and some minutes with the mapping lifetime.</summary>
    public async Task<NetcheckReport> RunAsync(NetcheckServers servers, bool lifetime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(servers);
        ImmutableArray<IPAddress> own = OwnAddresses();
        var resolved = await Task.WhenAll(servers.Stun.Select(async server => (Server: server, Found: await check.ResolveAsync(server, cancellationToken))));
        ImmutableArray<StunServer> stun =
        [
            .. resolved.SelectMany(entry => entry.Found.Addresses.Select(address => new StunServer(entry.Server.ToString(), address))),
        ];
        Task<ServerReport[]> asked = Task.WhenAll(stun.Select(server => check.AskUdpAsync(server, cancellationToken)));
        Task<ServerReport[]> turn = CheckTurnAsync(servers.Turn, cancellationToken);
        Task<PortMappingTrialResult> lent = portMapping.CheckAsync(cancellationToken);
        ServerReport[] answers = await asked;

        // The servers that answer tell more: those that do not are no use to the tests that follow.
        ImmutableArray<StunServer> working =
        [
            .. stun.Zip(answers).Where(pair => pair.Second.Problem is null).OrderBy(pair => pair.Second.RttMilliseconds).Select(pair => pair.First),
        ];
        BehaviorFindings?[] found = await Task.WhenAll(
            MeasureAsync(AddressFamily.InterNetwork, working, own, cancellationToken), MeasureAsync(AddressFamily.InterNetworkV6, working, own, cancellationToken));
        string? lives = lifetime && working.Length > 0 ? await MeasureLifetimeAsync(found, working, cancellationToken) : null;
        PortMappingOutlook ports = PortMappingOutlook.Judge(
            await lent,
            [.. (found[0]?.Mapping?.Addresses ?? []).Select(address => address.Address).Distinct()],
            found[0]?.Mapping?.Mapping is { } mapping and not MappingBehavior.Unknown ? mapping != MappingBehavior.None : null);
        ServerReport[] relays = await turn;
        bool udp = working.Length > 0 || relays.Any(server => server is { Transport: "UDP", Problem: null });
        return new NetcheckReport(
            udp,
            Describe(found[0]),
            Describe(found[1]),
            lives,
            ports,
            [.. answers, .. resolved.Where(entry => entry.Found.Problem is not null).Select(entry => new ServerReport(entry.Server.ToString(), null, "UDP", null, entry.Found.Problem))],
            relays,
            OutlookJudge.Judge(Stand(udp, found, ports), relays),
            servers.Source);
    }

    private static ImmutableArray<IPAddress> OwnAddresses()
        => [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)];

    private async Task<ServerReport[]> CheckTurnAsync(ImmutableArray<TurnAddress> servers, CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(servers.Select(server => CheckTurnAsync(server, cancellationToken)))).SelectMany(reports => reports)];

    private async Task<ServerReport[]> CheckTurnAsync(TurnAddress server, CancellationToken cancellationToken)
    {
        RelayTransport[] transports = server.Transport is { } said ? [said] : Unsaid;
        (ImmutableArray<IPEndPoint> addresses, string? problem) = await check.ResolveAsync(server.Endpoint, cancellationToken);
        return problem is not null
            ? [.. transports.Select(transport => new ServerReport(server.Endpoint.ToString(), null, transport.ToString().ToUpperInvariant(), null, problem))]
            : await Task.WhenAll(
                from address in addresses
                from transport in transports
                select transport == RelayTransport.Udp
                    ? check.AskUdpAsync(new StunServer(server.Endpoint.ToString(), address), cancellationToken)
                    : check.AskStreamAsync(server.Endpoint, address, transport, cancellationToken));
    }

    private async Task<BehaviorFindings?> MeasureAsync(
        AddressFamily family, ImmutableArray<StunServer> servers, ImmutableArray<IPAddress> own, CancellationToken cancellationToken)
        => servers.Any(server => server.Endpoint.AddressFamily == family)
            ? await new BehaviorProbe(sockets, time).MeasureAsync(family, servers, own, cancellationToken)
            : null;

    private async Task<string> MeasureLifetimeAsync(BehaviorFindings?[] found, ImmutableArray<StunServer> working, CancellationToken cancellationToken)
    {
        StunServer server = found.Select(findings => findings?.Server?.Server).FirstOrDefault(able => able is not null) ?? working[0];
        MappingLifetime measured = await new MappingLifetimeProbe(sockets, time).MeasureAsync(server, LongestLifetime, cancellationToken);
        return measured.Held is { } held ? $"{MeshDuration.Format(held)}: {measured.Reason}" : measured.Reason;
    }

    private static Standpoint Stand(bool udp, BehaviorFindings?[] found, PortMappingOutlook ports) => new()
    {
        Name = "this machine",
        Udp = udp,
        Ipv4 = found[0] is { } four ? Read(four) with { IsPortMapped = ports.IsUseful } : null,
        Ipv6 = found[1] is { } six ? Read(six) : null,
    };

    private static FamilyStandpoint Read(BehaviorFindings findings) => new()
    {
        Mapping = findings.Mapping?.Mapping ?? MappingBehavior.Unknown,
        Filtering = findings.Filtering.Filtering,
        Hairpin = findings.Hairpin.IsSupported,
    };

    private static FamilyReport Describe(BehaviorFindings? findings) => findings is null
        ? new FamilyReport(false, [], "Unknown", "No STUN server answered over it.", "Unknown", string.Empty, null, string.Empty)
        : new FamilyReport(
            true,
            [.. (findings.Mapping?.Addresses ?? []).Select(address => address.Address.ToString()).Distinct()],
            (findings.Mapping?.Mapping ?? MappingBehavior.Unknown).ToString(),
            findings.Mapping?.Reason ?? string.Empty,
            findings.Filtering.Filtering.ToString(),
            findings.Filtering.Reason,
            findings.Hairpin.IsSupported,
            findings.Hairpin.Reason);
}
