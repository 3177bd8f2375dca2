using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Demo;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Matrix;

/// <summary>Lets one machine join those that are there, and measures each pair from the moment at which both ends know each other.</summary>
/// <param name="lab">The lab.</param>
/// <param name="canBeDirect">Whether a pair is to be watched until it is direct.</param>
/// <param name="mustTalk">Whether a pair is to be watched until a packet went there and back, also where it cannot be direct.</param>
/// <param name="patience">How long a pair is watched.</param>
internal sealed class JoinClock(RunningLab lab, Func<string, string, bool> canBeDirect, bool mustTalk, TimeSpan patience)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(60);

    /// <summary>Starts the daemon and watches its pairs with the others.</summary>
    /// <exception cref="LabException">The operator did not make it a peer of them.</exception>
    internal async Task<IReadOnlyDictionary<string, PairTiming>> JoinAsync(
        string newcomer, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        await lab.StartAsync($"{newcomer}/daemon", cancellationToken);
        if (others.Count == 0)
        {
            return new Dictionary<string, PairTiming>();
        }

        using var echoes = new EchoBoard(lab.Machines[newcomer].Network, lab.Time);
        var known = await KnowAsync(newcomer, others, echoes, cancellationToken);
        var direct = new Dictionary<string, long>(StringComparer.Ordinal);
        var start = lab.Time.GetTimestamp();
        while (lab.Time.GetElapsedTime(start) < patience)
        {
            await LookAsync(newcomer, [.. others.Where(o => !direct.ContainsKey(o))], direct, cancellationToken);
            if (others.All(o => IsDone(newcomer, o, echoes, direct)))
            {
                break;
            }

            await Task.Delay(Interval, lab.Time, cancellationToken);
        }

        return others.ToDictionary(
            o => o,
            o => new PairTiming(
                Since(known[o], echoes.Answered(o)), direct.TryGetValue(o, out var at) ? Since(known[o], at) : null),
            StringComparer.Ordinal);
    }

    private bool IsDone(string newcomer, string other, EchoBoard echoes, Dictionary<string, long> direct) =>
        canBeDirect(newcomer, other)
            ? direct.ContainsKey(other) && echoes.Answered(other) is not null
            : !mustTalk || echoes.Answered(other) is not null;

    private TimeSpan? Since(long from, long? to) => to is { } end ? lab.Time.GetElapsedTime(from, end) : null;

    /// <summary>When each pair knew each other: the last look at which it did not yet.</summary>
    private async Task<IReadOnlyDictionary<string, long>> KnowAsync(
        string newcomer, IReadOnlyList<string> others, EchoBoard echoes, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        var start = lab.Time.GetTimestamp();
        var before = start;
        while (known.Count < others.Count)
        {
            var now = lab.Time.GetTimestamp();
            var view = new MeshView(await lab.Api.ListAsync("MeshNode", cancellationToken));
            foreach (var other in others.Where(o => !known.ContainsKey(o) && view.Knows(newcomer, o) && view.Knows(o, newcomer)))
            {
                known[other] = before;
                echoes.Ask(other, view.Addresses(other).First(a => a.AddressFamily == AddressFamily.InterNetwork));
            }

            before = now;
            if (lab.Time.GetElapsedTime(start) > JoinPatience)
            {
                throw new LabException($"{newcomer} did not become a peer of {string.Join(", ", others.Where(o => !known.ContainsKey(o)))} within a minute.");
            }

            await Task.Delay(Interval, lab.Time, cancellationToken);
        }

        return known;
    }

    private async Task LookAsync(
        string newcomer, IReadOnlyList<string> pending, Dictionary<string, long> direct, CancellationToken cancellationToken)
    {
        var mine = await lab.Machines[newcomer].PeersAsync(cancellationToken);
        var own = await lab.AddressAsync(newcomer, mesh: true, null, cancellationToken);
        foreach (var other in pending)
        {
            var address = await lab.AddressAsync(other, mesh: true, null, cancellationToken);
            if (IsDirect(mine, address)
                && IsDirect(await lab.Machines[other].PeersAsync(cancellationToken), own))
            {
                direct[other] = lab.Time.GetTimestamp();
            }
        }
    }

    private bool IsDirect(IReadOnlyList<WireGuardPeer> peers, IPAddress address) =>
        peers.FirstOrDefault(p => p.Addresses.Contains(address)) is { LastHandshake: not null } peer
        && WirePath.OfEndpoint(lab, peer.Endpoint) == PathKind.Direct;
}
