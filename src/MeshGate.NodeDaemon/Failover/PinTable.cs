using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>
/// Keeps WireGuard from roaming back to a path that was left. WireGuard follows the source of every authenticated packet, so for a while
/// packets from the old source get the new one's address in a table of nftables, before WireGuard sees them; nothing is lost. Where that cannot be
/// (another address family, a loopback address that stands for a TURN server) they are dropped. STUN passes as it is: without it the old path
/// would seem dead for ever. The kernel ends each pin in time, whatever becomes of the daemon.
/// </summary>
/// <param name="interfaceName">The tunnel's interface, which the table is named after.</param>
/// <param name="processes">Runs <c>nft</c>.</param>
/// <param name="time">For what is left of each pin.</param>
public sealed class PinTable(string interfaceName, IProcessRunner processes, TimeProvider time)
{
    private readonly string _table = NftNames.Table(NftNames.Pins, interfaceName);
    private readonly Dictionary<IPEndPoint, (IPEndPoint Instead, DateTimeOffset Until)> _pins = [];

    /// <summary>WireGuard's port.</summary>
    public int Port { get; set; }

    /// <summary>For how long the last of the pins lasts; negative once it is over and is still in the table, null where the table has none.</summary>
    public TimeSpan? LastsFor => _pins.Count == 0 ? null : _pins.Values.Max(pin => pin.Until) - time.GetUtcNow();

    /// <summary>Lets packets from one address count as from another.</summary>
    public void Pin(IPEndPoint against, IPEndPoint instead, TimeSpan length) => _pins[against] = (instead, time.GetUtcNow() + length);

    /// <summary>Lets packets from an address count as such again.</summary>
    /// <returns>Whether that changes anything.</returns>
    public bool Unpin(IPEndPoint against) => _pins.Remove(against, out var pin) && pin.Until > time.GetUtcNow();

    /// <summary>Makes the table hold exactly the pins that last.</summary>
    /// <exception cref="IOException">There is no <c>nft</c>, or it refused.</exception>
    public Task ApplyAsync(CancellationToken cancellationToken) => RunAsync(Render(), cancellationToken);

    /// <summary>Removes what this or an earlier start made.</summary>
    /// <exception cref="IOException">There is no <c>nft</c>, or it refused.</exception>
    public Task ClearAsync(CancellationToken cancellationToken)
    {
        _pins.Clear();
        return RunAsync($"table inet {_table}\ndelete table inet {_table}\n", cancellationToken);
    }

    /// <summary>The commands for <c>nft -f</c>, taken whole or not at all.</summary>
    public string Render()
    {
        var now = time.GetUtcNow();
        foreach (var over in _pins.Where(pin => pin.Value.Until <= now).Select(pin => pin.Key).ToList())
        {
            _pins.Remove(over);
        }

        var pins = _pins.OrderBy(pin => pin.Key.ToString(), StringComparer.Ordinal).ToList();
        var commands = new StringBuilder();
        commands.Append(CultureInfo.InvariantCulture, $$"""
            table inet {{_table}}
            delete table inet {{_table}}
            table inet {{_table}} {
              map pins4 { type ipv4_addr . inet_service : verdict; flags timeout; }
              map pins6 { type ipv6_addr . inet_service : verdict; flags timeout; }

            """);
        for (var i = 0; i < pins.Count; i++)
        {
            commands.Append(CultureInfo.InvariantCulture, $"  chain pin{i} {{ {Fate(pins[i].Key, pins[i].Value.Instead)}; }}\n");
        }

        commands.Append(CultureInfo.InvariantCulture, $$"""
              chain prerouting {
                type filter hook prerouting priority -300; policy accept;
                udp dport {{Port}} @th,96,32 != 0x2112a442 jump pinned
              }
              chain pinned {
                ip saddr . udp sport vmap @pins4
                ip6 saddr . udp sport vmap @pins6
              }
            }

            """);
        for (var i = 0; i < pins.Count; i++)
        {
            var (against, (_, until)) = pins[i];
            commands.Append(CultureInfo.InvariantCulture, $"add element inet {_table} pins{Version(against)} {{ {against.Address} . {against.Port} timeout {Math.Max(1, (long)(until - now).TotalMilliseconds)}ms : goto pin{i} }}\n");
        }

        return commands.ToString();
    }

    private static int Version(IPEndPoint address) => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;

    /// <summary>What becomes of a packet from a path that was left. Each pin has a chain of its own: two paths may share an address or a port.</summary>
    private static string Fate(IPEndPoint against, IPEndPoint instead)
        => against.AddressFamily != instead.AddressFamily || IPAddress.IsLoopback(against.Address) || IPAddress.IsLoopback(instead.Address)
            ? "drop"
            : $"{(Version(against) == 4 ? "ip" : "ip6")} saddr set {instead.Address} udp sport set {instead.Port}";

    private async Task RunAsync(string commands, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync("nft", ["-f", "-"], commands, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'nft' refused: {result.Error.Trim()}");
        }
    }
}
