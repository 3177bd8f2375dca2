using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Network;

/// <summary>Speaks through <c>ip</c> of iproute2.</summary>
/// <param name="interfaceName">The tunnel's interface.</param>
/// <param name="processes">Runs <c>ip</c>.</param>
/// <param name="hasIPv6">Whether the interface may have IPv6 addresses.</param>
public sealed class IpTool(string interfaceName, IProcessRunner processes, Func<bool> hasIPv6) : ITunnelInterface
{
    /// <summary>Speaks through <c>ip</c>, and asks the kernel about IPv6.</summary>
    public IpTool(string interfaceName, IProcessRunner processes)
        : this(interfaceName, processes, () => IsIPv6Enabled(interfaceName))
    {
    }

    /// <inheritdoc/>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cancellationToken))
        {
            return null;
        }

        var added = await processes.RunAsync("ip", ["link", "add", "dev", interfaceName, "type", "wireguard"], null, cancellationToken);
        return added.ExitCode == 0 || await ExistsAsync(cancellationToken)
            ? null
            : $"there is no interface '{interfaceName}' and the kernel has no WireGuard ({added.Error.Trim()}); start 'wireguard-go {interfaceName}' beside the daemon";
    }

    /// <summary>The routing protocol number on the daemon's own routes, so that it never touches anybody else's.</summary>
    internal const string RouteProtocol = "77";

    /// <summary>Above those of routes that the system or people make (0 to 1024), so that theirs come first.</summary>
    private const int OutsideMetric = 5182;

    /// <inheritdoc/>
    public async Task SetAsync(InterfaceConfig wanted, InterfaceConfig? applied, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var link = $"link set dev {interfaceName} mtu {wanted.Mtu} up\n";
        if (applied is not null && applied.Mtu == wanted.Mtu && applied.Addresses.SequenceEqual(wanted.Addresses))
        {
            var six = hasIPv6() ? Plan(AddressFamily.InterNetworkV6, wanted, PresentOf(AddressFamily.InterNetworkV6, applied)) : string.Empty;
            await BatchAsync(link + Plan(AddressFamily.InterNetwork, wanted, PresentOf(AddressFamily.InterNetwork, applied)) + six, cancellationToken);
            return;
        }

        await BatchAsync(link + Plan(AddressFamily.InterNetwork, wanted, await ReadAsync(AddressFamily.InterNetwork, cancellationToken)), cancellationToken);

        // A machine without IPv6 is given a mesh address of it all the same, and does without.
        if (hasIPv6())
        {
            await BatchAsync(Plan(AddressFamily.InterNetworkV6, wanted, await ReadAsync(AddressFamily.InterNetworkV6, cancellationToken)), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public string? Glance() => InterfaceGlance.Of(interfaceName);

    private async Task<(IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Routes)> ReadAsync(AddressFamily family, CancellationToken cancellationToken)
    {
        var routes = await ReadRoutesAsync(family, cancellationToken);
        return (await ReadAddressesAsync(family, cancellationToken), routes);
    }

    private static (IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Routes) PresentOf(AddressFamily family, InterfaceConfig applied)
    {
        List<IPAddress> addresses = [.. applied.Addresses.Where(address => address.AddressFamily == family)];
        return (addresses, addresses.Count == 0 ? [] : [.. applied.Routes.Concat(applied.Outside).Concat(applied.Hosts).Where(route => route.BaseAddress.AddressFamily == family)]);
    }

    private string Plan(AddressFamily family, InterfaceConfig wanted, (IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Routes) present)
    {
        var addresses = wanted.Addresses.Where(address => address.AddressFamily == family).ToList();
        var routes = addresses.Count == 0 ? [] : wanted.Routes.Where(route => route.BaseAddress.AddressFamily == family).ToList();
        var commands = new StringBuilder();
        foreach (var address in addresses)
        {
            commands.Append(CultureInfo.InvariantCulture, $"address replace {HostRoute(address)} dev {interfaceName}{(family == AddressFamily.InterNetworkV6 ? " nodad" : string.Empty)}\n");
        }

        foreach (var route in routes)
        {
            commands.Append(CultureInfo.InvariantCulture, $"route replace {route} dev {interfaceName} proto {RouteProtocol} src {addresses[0]}\n");
        }

        // A machine that stands in such a network has a route of its own to it, which is neither replaced nor outranked.
        var outside = addresses.Count == 0 ? [] : wanted.Outside.Where(route => route.BaseAddress.AddressFamily == family).ToList();
        foreach (var route in outside)
        {
            commands.Append(CultureInfo.InvariantCulture, $"route replace {route} dev {interfaceName} proto {RouteProtocol} metric {OutsideMetric} src {addresses[0]}\n");
        }

        // A thousand peers have a thousand of these, which stay for as long as their peers do.
        var hosts = addresses.Count == 0 ? [] : wanted.Hosts.Where(host => host.BaseAddress.AddressFamily == family).ToList();
        foreach (var host in hosts.Except(present.Routes))
        {
            commands.Append(CultureInfo.InvariantCulture, $"route replace {host} dev {interfaceName} proto {RouteProtocol} src {addresses[0]}\n");
        }

        foreach (var stale in present.Routes.Except(routes).Except(outside).Except(hosts))
        {
            commands.Append(CultureInfo.InvariantCulture, $"route delete {stale} dev {interfaceName} proto {RouteProtocol}\n");
        }

        // Addresses go last: with an address the kernel drops the routes that name it.
        foreach (var stale in present.Addresses.Except(addresses))
        {
            commands.Append(CultureInfo.InvariantCulture, $"address delete {HostRoute(stale)} dev {interfaceName}\n");
        }

        return commands.ToString();
    }

    private async Task BatchAsync(string commands, CancellationToken cancellationToken)
    {
        if (commands.Length == 0)
        {
            return;
        }

        var result = await processes.RunAsync("ip", ["-batch", "-"], commands, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'ip' could not set up '{interfaceName}': {result.Error.Trim()}");
        }
    }

    /// <summary>What the kernel says of the interface; without IPv6 in the kernel the file is not there.</summary>
    internal static bool IsIPv6Enabled(string interfaceName)
    {
        try
        {
            return File.ReadAllText($"/proc/sys/net/ipv6/conf/{interfaceName}/disable_ipv6").Trim() == "0";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string HostRoute(IPAddress address) => $"{address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}";

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
        => (await processes.RunAsync("ip", ["link", "show", "dev", interfaceName], null, cancellationToken)).ExitCode == 0;

    /// <summary>The interface's global addresses; link-local ones are the kernel's business.</summary>
    private async Task<IReadOnlyList<IPAddress>> ReadAddressesAsync(AddressFamily family, CancellationToken cancellationToken)
    {
        var lines = await ReadAsync(family, ["address", "show", "dev", interfaceName, "scope", "global"], cancellationToken);
        return
        [
            .. lines
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 3 && words[2] is "inet" or "inet6")
                .Select(words => IPAddress.TryParse(words[3].Split('/')[0], out var address) ? address : null)
                .OfType<IPAddress>(),
        ];
    }

    private async Task<IReadOnlyList<IPNetwork>> ReadRoutesAsync(AddressFamily family, CancellationToken cancellationToken)
    {
        var routes = new List<IPNetwork>();
        foreach (var line in await ReadAsync(family, ["route", "show", "dev", interfaceName, "proto", RouteProtocol], cancellationToken))
        {
            var text = line.Split(' ')[0];
            if (IPNetwork.TryParse(text, out var route))
            {
                routes.Add(route);
            }
            else if (IPAddress.TryParse(text, out var host))
            {
                routes.Add(PeerIdentity.HostRoute(host));
            }
        }

        return routes;
    }

    private async Task<string[]> ReadAsync(AddressFamily family, string[] words, CancellationToken cancellationToken)
    {
        var version = family == AddressFamily.InterNetwork ? "-4" : "-6";
        var result = await processes.RunAsync("ip", [version, "-oneline", .. words], null, cancellationToken);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
