using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Processes;
using MeshGate.Probing.Sockets;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>
/// Counts what leaves through the tunnel towards networks behind gateways, probes left out, in a table of nftables that is there only while
/// somebody waits for silence.
/// </summary>
/// <param name="interfaceName">The tunnel's interface, which the table is named after.</param>
/// <param name="processes">Runs <c>nft</c>.</param>
/// <param name="time">For how long nothing was counted.</param>
public sealed class FlowTable(string interfaceName, IProcessRunner processes, TimeProvider time)
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

            return _isMade ? Judge(await processes.RunAsync("nft", ["-j", "list", "counters", "table", "inet", _table], null, cancellationToken)) : null;
        }
        catch (Exception error) when (error is IOException or TimeoutException or JsonException)
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
            commands.Append(CultureInfo.InvariantCulture, $"  counter route{i} {{ }}\n");
        }

        commands.Append("  chain out {\n    type filter hook postrouting priority 300; policy accept;\n");
        foreach (var ((_, networks), index) in routes.Select((route, index) => (route, index)))
        {
            foreach (var family in networks.GroupBy(network => network.BaseAddress.AddressFamily))
            {
                commands.Append(CultureInfo.InvariantCulture, $"    oifname \"{interfaceName}\" meta mark != {PacketMark.Value} {(family.Key == AddressFamily.InterNetwork ? "ip" : "ip6")} daddr {{ {string.Join(", ", family)} }} counter name route{index}\n");
            }
        }

        return commands.Append("  }\n}\n").ToString();
    }

    /// <summary>The packets that <c>nft -j list counters</c> tells, by the counter's name.</summary>
    public static IReadOnlyDictionary<string, long> Parse(string output)
    {
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("nftables").EnumerateArray()
            .Where(item => item.TryGetProperty("counter", out _))
            .Select(item => item.GetProperty("counter"))
            .ToDictionary(counter => counter.GetProperty("name").GetString()!, counter => counter.GetProperty("packets").GetInt64(), StringComparer.Ordinal);
    }

    private Dictionary<string, TimeSpan>? Judge(ProcessResult result)
    {
        if (result.ExitCode != 0)
        {
            // Somebody flushed all rules: it is made anew.
            _isMade = false;
            return null;
        }

        var packets = Parse(result.Output);
        var idle = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (route, index) in _routes.Keys.Select((route, index) => (route, index)))
        {
            if (packets.TryGetValue($"route{index}", out var count))
            {
                if (!_seen.TryGetValue(route, out var seen) || seen.Packets != count)
                {
                    _seen[route] = seen = (count, time.GetTimestamp());
                }

                idle[route] = time.GetElapsedTime(seen.ChangedAt);
            }
        }

        return idle;
    }
}
