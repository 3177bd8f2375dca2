using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Processes;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>
/// Counts what leaves through the tunnel towards networks behind gateways, probes left out, in a table of nftables that is there only while
/// somebody waits for silence.
/// </summary>
/// <param name="interfaceName">The tunnel's interface, which the table is named after.</param>
/// <param name="processes">Runs <c>nft</c>, which makes the table.</param>
/// <param name="counters">Reads it.</param>
/// <param name="time">For how long nothing was counted.</param>
public sealed class FlowTable(string interfaceName, IProcessRunner processes, INftCounters counters, TimeProvider time)
{
    private readonly string _table = NftNames.Table(NftNames.Flows, interfaceName);
    private readonly Dictionary<string, (long Packets, long ChangedAt)> _seen = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> _routes = ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty;
    private bool _isMade;

    /// <summary>For how long nothing was sent to the networks of each route, counted from when it was first asked for; null where nothing can be counted.</summary>
    public async Task<IReadOnlyDictionary<string, TimeSpan>?> ReadAsync(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(routes);
        try
        {
            if (!routes.SequenceEqual(_routes) || _isMade == routes.IsEmpty)
            {
                _routes = routes;
                _seen.Clear();
                var made = await processes.RunAsync("nft", ["-f", "-"], Render(routes), cancellationToken);
                _isMade = made.ExitCode == 0 && !routes.IsEmpty;
            }

            return _isMade ? Judge() : null;
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            // Without word of silence nobody is moved for less than a failure; it is asked again.
            _isMade = false;
            return null;
        }
    }

    /// <summary>Takes the table away, as far as that works.</summary>
    public async Task TryClearAsync()
    {
        if (!_isMade)
        {
            return;
        }

        _isMade = false;
        try
        {
            await processes.RunAsync("nft", ["-f", "-"], Render(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty), CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            // It counts, and does nothing else.
        }
    }

    /// <summary>The commands for <c>nft -f</c>; without routes, those that take the table away.</summary>
    public string Render(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var commands = new StringBuilder($"table inet {_table}\ndelete table inet {_table}\n");
        if (routes.IsEmpty)
        {
            return commands.ToString();
        }

        commands.Append(CultureInfo.InvariantCulture, $"table inet {_table} {{\n");
        for (var i = 0; i < routes.Count; i++)
        {
            commands.Append(CultureInfo.InvariantCulture, $"  counter {Counter(i)} {{ }}\n");
        }

        commands.Append("  chain out {\n    type filter hook postrouting priority 300; policy accept;\n");
        foreach (var ((_, networks), index) in routes.Select((route, index) => (route, index)))
        {
            foreach (var family in networks.GroupBy(network => network.BaseAddress.AddressFamily))
            {
                commands.Append(CultureInfo.InvariantCulture, $"    oifname \"{interfaceName}\" meta mark != {PacketMark.Value} {(family.Key == AddressFamily.InterNetwork ? "ip" : "ip6")} daddr {{ {string.Join(", ", family)} }} counter name {Counter(index)}\n");
            }
        }

        return commands.Append("  }\n}\n").ToString();
    }

    private Dictionary<string, TimeSpan>? Judge()
    {
        var idle = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (route, index) in _routes.Keys.Select((route, index) => (route, index)))
        {
            if (counters.PacketsOf(_table, Counter(index)) is not { } count)
            {
                // Somebody flushed all rules: it is made anew.
                _isMade = false;
                return null;
            }

            if (!_seen.TryGetValue(route, out var seen) || seen.Packets != count)
            {
                _seen[route] = seen = (count, time.GetTimestamp());
            }

            idle[route] = time.GetElapsedTime(seen.ChangedAt);
        }

        return idle;
    }

    private static string Counter(int index) => string.Create(CultureInfo.InvariantCulture, $"route{index}");
}
