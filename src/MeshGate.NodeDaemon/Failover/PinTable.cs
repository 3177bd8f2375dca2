using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
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
    private readonly string _table = "meshgate-" + string.Concat(interfaceName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
    private readonly Dictionary<IPEndPoint, (IPEndPoint Instead, DateTimeOffset Until)> _pins = [];

    /// <summary>WireGuard's port.</summary>
    public int Port { get; set; }

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

        var commands = new StringBuilder();
        commands.Append(CultureInfo.InvariantCulture, $$"""
            table inet {{_table}}
            delete table inet {{_table}}
            table inet {{_table}} {
              map ports4 { type ipv4_addr . inet_service : inet_service; flags timeout; }
              map sources4 { type ipv4_addr . inet_service : ipv4_addr; flags timeout; }
              set dropped4 { type ipv4_addr . inet_service; flags timeout; }
              map ports6 { type ipv6_addr . inet_service : inet_service; flags timeout; }
              map sources6 { type ipv6_addr . inet_service : ipv6_addr; flags timeout; }
              set dropped6 { type ipv6_addr . inet_service; flags timeout; }
              chain prerouting {
                type filter hook prerouting priority -300; policy accept;
                udp dport {{Port}} @th,96,32 != 0x2112a442 jump pinned
              }
              chain pinned {
                ip saddr . udp sport @dropped4 drop
                ip6 saddr . udp sport @dropped6 drop
                udp sport set ip saddr . udp sport map @ports4 ip saddr set ip saddr . udp sport map @sources4
                udp sport set ip6 saddr . udp sport map @ports6 ip6 saddr set ip6 saddr . udp sport map @sources6
              }
            }

            """);
        foreach (var (against, (instead, until)) in _pins.OrderBy(pin => pin.Key.ToString(), StringComparer.Ordinal))
        {
            Append(commands, against, instead, until - now);
        }

        return commands.ToString();
    }

    private void Append(StringBuilder commands, IPEndPoint against, IPEndPoint instead, TimeSpan left)
    {
        var version = against.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;
        var timeout = string.Create(CultureInfo.InvariantCulture, $"timeout {Math.Max(1, (long)left.TotalMilliseconds)}ms");
        if (against.AddressFamily != instead.AddressFamily || IPAddress.IsLoopback(against.Address) || IPAddress.IsLoopback(instead.Address))
        {
            commands.Append(CultureInfo.InvariantCulture, $"add element inet {_table} dropped{version} {{ {against.Address} . {against.Port} {timeout} }}\n");
            return;
        }

        commands.Append(CultureInfo.InvariantCulture, $"add element inet {_table} ports{version} {{ {against.Address} . {against.Port} {timeout} : {instead.Port} }}\n");
        commands.Append(CultureInfo.InvariantCulture, $"add element inet {_table} sources{version} {{ {against.Address} . {instead.Port} {timeout} : {instead.Address} }}\n");
    }

    private async Task RunAsync(string commands, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync("nft", ["-f", "-"], commands, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'nft' refused: {result.Error.Trim()}");
        }
    }
}
