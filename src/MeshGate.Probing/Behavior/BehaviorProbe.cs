using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Behavior;

/// <summary>
/// Finds out how NATs and firewalls behave (RFC 5780, section 4), from ports opened for it alone: a mapping in use is not disturbed,
/// and none that other tests opened can mislead. Each test has a port of its own, and the one that tests filtering has sent to one
/// address alone. Takes about two seconds.
/// </summary>
public sealed class BehaviorProbe(IProbeSockets sockets, TimeProvider time)
{
    /// <summary>How long an answer is waited for whose absence means something.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MaxServers = 4;

    /// <summary>Measures over one address family.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="servers">The STUN servers; those of the other family are left out.</param>
    /// <param name="own">The machine's own addresses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">No socket can be opened.</exception>
    public async Task<BehaviorFindings> MeasureAsync(
        AddressFamily family, IEnumerable<StunServer> servers, IReadOnlyCollection<IPAddress> own, CancellationToken cancellationToken)
    {
        ImmutableArray<StunServer> asked = [.. servers.Where(server => server.Endpoint.AddressFamily == family).Take(MaxServers)];
        await using var probe = new StunSocket(sockets.Open(family), time);
        var greetings = await Task.WhenAll(asked.Select(server => GreetAsync(server, cancellationToken)));
        try
        {
            if (greetings.FirstOrDefault(greeting => greeting.Reply?.Mapped is not null) is not { } answered)
            {
                return new BehaviorFindings(null, FilteringFinding.NoServer, new HairpinFinding(null, "No STUN server answered."));
            }

            var able = greetings.FirstOrDefault(greeting => greeting.Able is not null);
            var filtering = able is null ? Task.FromResult<FilteringEvidence?>(null) : FilterAsync(able, cancellationToken);
            var hairpin = HairpinAsync(answered.Server, own, cancellationToken);
            var mapping = await MapAsync(probe, family, able, greetings, own, cancellationToken);
            var evidence = await filtering;
            return new BehaviorFindings(
                mapping,
                evidence is null ? FilteringFinding.NoServer : FilteringJudge.Judge(await ControlAsync(evidence, probe, mapping, able!.Able!, cancellationToken)),
                await hairpin)
            {
                Server = able?.Able,
            };
        }
        finally
        {
            foreach (var greeting in greetings)
            {
                await greeting.Socket.DisposeAsync();
            }
        }
    }

    private async Task<BehaviorGreeting> GreetAsync(StunServer server, CancellationToken cancellationToken)
    {
        var socket = new StunSocket(sockets.Open(server.Endpoint.AddressFamily), time);
        var reply = await socket.AskAsync(new StunQuestion(server.Endpoint), Patience, cancellationToken);
        return new BehaviorGreeting(server, socket, reply);
    }

    /// <summary>Tests II and III of section 4.4; that both are under way at once opens no filter, since both go to the one address.</summary>
    private static async Task<FilteringEvidence?> FilterAsync(BehaviorGreeting greeting, CancellationToken cancellationToken)
    {
        var able = greeting.Able!;
        var got = await Task.WhenAll(
            greeting.Socket.AskAsync(FromOther(able), Patience, cancellationToken),
            greeting.Socket.AskAsync(FromOtherPort(able), Patience, cancellationToken));
        return new FilteringEvidence(able.Server, got[0] is not null, got[1] is not null);
    }

    private static async Task<MappingFinding?> MapAsync(
        StunSocket socket, AddressFamily family, BehaviorGreeting? able, BehaviorGreeting[] greetings, IReadOnlyCollection<IPAddress> own, CancellationToken cancellationToken)
    {
        ImmutableArray<StunServer> servers =
        [
            .. greetings.Where(greeting => greeting.Reply is not null).Select(greeting => greeting.Server),
            .. able is null ? [] : new[] { able.Able!.OtherPort, able.Able.OtherAddress, able.Able.Other }.Select(at => new StunServer(at.ToString(), at)),
        ];
        servers = [.. servers.DistinctBy(server => server.Endpoint)];
        var replies = await Task.WhenAll(servers.Select(server => socket.AskAsync(new StunQuestion(server.Endpoint), Patience, cancellationToken)));
        ImmutableArray<StunProbe> probes =
        [
            .. servers.Zip(replies, (server, reply) => new StunProbe
            {
                Server = server,
                Transaction = default,
                Outcome = reply is null ? StunProbeOutcome.TimedOut : reply.Mapped is null ? StunProbeOutcome.Refused : StunProbeOutcome.Answered,
                Mapped = reply?.Mapped,
                Elapsed = reply?.RoundTrip,
                Failure = reply?.Response.Failure,
            }),
        ];
        return MappingJudge.Judge(probes, family, [.. own.Select(address => new IPEndPoint(address, socket.Port))]);
    }

    /// <summary>
    /// Whether the server answers from elsewhere where it must get through: from the port that has just asked all its addresses. With
    /// a mapping that depends on the destination the answer would meet another mapping's filter, and there is no such port.
    /// </summary>
    private static async Task<FilteringEvidence> ControlAsync(
        FilteringEvidence evidence, StunSocket socket, MappingFinding? mapping, BehaviorServer able, CancellationToken cancellationToken)
    {
        if (evidence.FromOtherAddress || mapping?.Mapping is not (MappingBehavior.None or MappingBehavior.EndpointIndependent))
        {
            return evidence;
        }

        var got = await Task.WhenAll(
            socket.AskAsync(FromOther(able), Patience, cancellationToken),
            socket.AskAsync(FromOtherPort(able), Patience, cancellationToken));
        return evidence with { ControlFromOtherAddress = got[0] is not null, ControlFromOtherPort = got[1] is not null };
    }

    /// <summary>Two ports send to each other's outside address at once, so that no filter is in the way.</summary>
    private async Task<HairpinFinding> HairpinAsync(StunServer server, IReadOnlyCollection<IPAddress> own, CancellationToken cancellationToken)
    {
        await using var one = new StunSocket(sockets.Open(server.Endpoint.AddressFamily), time);
        await using var other = new StunSocket(sockets.Open(server.Endpoint.AddressFamily), time);
        var question = new StunQuestion(server.Endpoint);
        var seen = await Task.WhenAll(one.AskAsync(question, Patience, cancellationToken), other.AskAsync(question, Patience, cancellationToken));
        if (seen[0]?.Mapped is not { } outside || seen[1]?.Mapped is not { } back)
        {
            return new HairpinFinding(null, "No STUN server answered.");
        }

        if (own.Contains(outside.Address))
        {
            return new HairpinFinding(null, "There is no NAT that could return packets to its inside.");
        }

        var arrived = await Task.WhenAll(
            one.ReachAsync(other, back, Patience / 2, cancellationToken), other.ReachAsync(one, outside, Patience / 2, cancellationToken));
        return arrived.Any(got => got)
            ? new HairpinFinding(true, $"A packet from inside to the outside address {outside.Address} came back in.")
            : new HairpinFinding(false, $"No packet from inside to the outside address {outside.Address} came back in.");
    }

    private static StunQuestion FromOther(BehaviorServer able)
        => new(able.Server.Endpoint, new BindingWish(OtherAddress: true, OtherPort: true), able.Other);

    private static StunQuestion FromOtherPort(BehaviorServer able)
        => new(able.Server.Endpoint, new BindingWish(OtherPort: true), able.OtherPort);
}
