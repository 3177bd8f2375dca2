using System.Globalization;
using MeshGate.Probing.Machines;

namespace MeshGate.Cli.Checking;

/// <summary>Judges what one machine brings along. Pure.</summary>
public static class MachineJudge
{
    /// <summary>Bytes that WireGuard and the headers of UDP and IPv6 add to a packet.</summary>
    private const int Overhead = 80;

    /// <summary>Judges it.</summary>
    /// <param name="group">What the findings belong to.</param>
    /// <param name="facts">The machine.</param>
    /// <param name="meshMtu">The mesh's MTU in bytes, where the machine has no interface of it yet.</param>
    /// <param name="isGateway">Whether it is to forward for others.</param>
    public static IEnumerable<Finding> Judge(string group, MachineFacts facts, int meshMtu, bool isGateway)
    {
        ArgumentNullException.ThrowIfNull(facts);
        yield return Carrier(group, facts);
        yield return Port(group, facts);
        yield return Mtu(group, facts, facts.MeshMtu ?? meshMtu);
        yield return Forwarding(group, facts, isGateway);
        if (facts.MissingPrograms.Count > 0)
        {
            yield return new Finding(group, FindingLevel.Failed, $"Programs are missing: {string.Join(", ", facts.MissingPrograms)}.", "Install wireguard-tools, iproute2 and nftables.", Manual.Machine);
        }

        if (facts.PodNetworks.Count > 0)
        {
            yield return new Finding(group, FindingLevel.Ok, $"Another network is here: {string.Join(", ", facts.PodNetworks)}. MeshGate keeps clear of it.", Link: Manual.OtherNetworks);
        }
    }

    /// <summary>Whether a kernel of that release has WireGuard of its own (5.6 and later); null where the release cannot be read.</summary>
    public static bool? IsRecent(string? release)
    {
        string[] parts = (release ?? string.Empty).Split('.', '-');
        return parts.Length >= 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int major) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int minor)
            ? major > 5 || (major == 5 && minor >= 6)
            : null;
    }

    private static Finding Carrier(string group, MachineFacts facts)
    {
        const string cure = "Run wireguard-go there (chart: wireguardGo.enabled), or load the module: modprobe wireguard.";
        return (facts.MeshInterface, facts.HasWireGuard, IsRecent(facts.Kernel)) switch
        {
            ("kernel", _, _) => new Finding(group, FindingLevel.Ok, $"The kernel's WireGuard carries the tunnel (kernel {facts.Kernel})."),
            ("tun", _, _) => new Finding(group, FindingLevel.Ok, $"wireguard-go carries the tunnel (kernel {facts.Kernel}): it works, and costs more of the processor than the kernel's."),
            (_, true, _) => new Finding(group, FindingLevel.Ok, $"The kernel has WireGuard (kernel {facts.Kernel})."),
            (_, null, true) => new Finding(group, FindingLevel.Ok, $"The kernel is recent enough to have WireGuard (kernel {facts.Kernel}); its modules cannot be seen from here."),
            _ when facts.HasTun => new Finding(group, FindingLevel.Warning, $"The kernel has no WireGuard (kernel {facts.Kernel}), but TUN devices.", cure, Manual.Machine),
            _ => new Finding(group, FindingLevel.Failed, $"The kernel has neither WireGuard nor TUN devices (kernel {facts.Kernel}).", "Load one of the modules wireguard and tun, or run another kernel.", Manual.Machine),
        };
    }

    private static Finding Port(string group, MachineFacts facts) => facts switch
    {
        { MeshInterface: not null, IsListenPortTaken: true } => new Finding(group, FindingLevel.Ok, $"WireGuard listens at UDP {facts.ListenPort}."),
        { MeshInterface: not null } => new Finding(group, FindingLevel.Warning, $"Nobody listens at UDP {facts.ListenPort}, though the interface is there.", "See what the daemon says of it: its condition WireGuardReady; spec.listenPort names another port.", Manual.Conditions),
        { IsListenPortTaken: true } => new Finding(group, FindingLevel.Failed, $"UDP {facts.ListenPort} is taken by something else.", "Give WireGuard another port: spec.listenPort of its MeshNode, or noded.listenPort for all.", Manual.OtherNetworks),
        _ => new Finding(group, FindingLevel.Ok, $"UDP {facts.ListenPort} is free."),
    };

    private static Finding Mtu(string group, MachineFacts facts, int mtu)
    {
        if (facts.UplinkMtu is not { } uplink)
        {
            return new Finding(group, FindingLevel.Warning, "There is no default route by IPv4, so the MTU of the uplink was not looked at.", "With IPv6 alone that is as it should be.", Manual.Machine);
        }

        return uplink >= mtu + Overhead
            ? new Finding(group, FindingLevel.Ok, $"{facts.Uplink} carries packets of {uplink} bytes: enough for the mesh's {mtu} and {Overhead} around them.")
            : new Finding(group, FindingLevel.Failed, $"{facts.Uplink} carries packets of {uplink} bytes, but those of the mesh have up to {mtu + Overhead}.", $"Raise it, or set mesh.mtu to {uplink - Overhead} or less for the whole mesh.", Manual.Machine);
    }

    private static Finding Forwarding(string group, MachineFacts facts, bool isGateway) => (facts.ForwardsIpv4, isGateway) switch
    {
        (true, _) => new Finding(group, FindingLevel.Ok, $"IPv4 is forwarded{(facts.ForwardsIpv6 ? ", IPv6 too" : "; IPv6 is not")}."),
        (false, true) => new Finding(group, FindingLevel.Failed, "It is a gateway, but IPv4 is not forwarded.", "sysctl -w net.ipv4.ip_forward=1", Manual.OtherNetworks),
        _ => new Finding(group, FindingLevel.Ok, "IPv4 is not forwarded, which only a gateway needs."),
    };
}
