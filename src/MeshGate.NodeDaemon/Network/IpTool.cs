using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Network;

/// <summary>Speaks through <c>ip</c> of iproute2.</summary>
public sealed class IpTool(string interfaceName, IProcessRunner processes) : ITunnelInterface
{
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
    private const string RouteProtocol = "77";

    /// <inheritdoc/>
    public async Task SetAsync(InterfaceConfig wanted, CancellationToken cancellationToken)
    {
        var present = await ReadAddressesAsync(cancellationToken);
        var commands = new StringBuilder();
        commands.Append(CultureInfo.InvariantCulture, $"link set dev {interfaceName} mtu {wanted.Mtu} up\n");
        foreach (var address in wanted.Addresses)
        {
            commands.Append(CultureInfo.InvariantCulture, $"address replace {HostRoute(address)} dev {interfaceName}{(address.AddressFamily == AddressFamily.InterNetworkV6 ? " nodad" : string.Empty)}\n");
        }

        foreach (var route in wanted.Routes)
        {
            if (wanted.Addresses.FirstOrDefault(address => address.AddressFamily == route.BaseAddress.AddressFamily) is { } source)
            {
                commands.Append(CultureInfo.InvariantCulture, $"route replace {route} dev {interfaceName} proto {RouteProtocol} src {source}\n");
            }
        }

        foreach (var stale in (await ReadRoutesAsync(cancellationToken)).Except(wanted.Routes))
        {
            commands.Append(CultureInfo.InvariantCulture, $"route delete {stale} dev {interfaceName} proto {RouteProtocol}\n");
        }

        // Addresses go last: with an address the kernel drops the routes that name it.
        foreach (var stale in present.Except(wanted.Addresses))
        {
            commands.Append(CultureInfo.InvariantCulture, $"address delete {HostRoute(stale)} dev {interfaceName}\n");
        }

        var result = await processes.RunAsync("ip", ["-batch", "-"], commands.ToString(), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'ip' could not set up '{interfaceName}': {result.Error.Trim()}");
        }
    }

    private static string HostRoute(IPAddress address) => $"{address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}";

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
        => (await processes.RunAsync("ip", ["link", "show", "dev", interfaceName], null, cancellationToken)).ExitCode == 0;

    /// <summary>The interface's global addresses; link-local ones are the kernel's business.</summary>
    private async Task<IReadOnlyList<IPAddress>> ReadAddressesAsync(CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync("ip", ["-oneline", "address", "show", "dev", interfaceName, "scope", "global"], null, cancellationToken);
        return
        [
            .. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 3 && words[2] is "inet" or "inet6")
                .Select(words => IPAddress.TryParse(words[3].Split('/')[0], out var address) ? address : null)
                .OfType<IPAddress>(),
        ];
    }

    private async Task<IReadOnlyList<IPNetwork>> ReadRoutesAsync(CancellationToken cancellationToken)
    {
        var routes = new List<IPNetwork>();
        foreach (var family in new[] { "-4", "-6" })
        {
            var result = await processes.RunAsync("ip", [family, "-oneline", "route", "show", "dev", interfaceName, "proto", RouteProtocol], null, cancellationToken);
            routes.AddRange(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')[0])
                .Where(text => IPNetwork.TryParse(text, out _))
                .Select(IPNetwork.Parse));
        }

        return routes;
    }
}
