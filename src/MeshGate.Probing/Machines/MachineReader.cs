using System.Globalization;

namespace MeshGate.Probing.Machines;

/// <summary>Reads a machine's facts out of <c>/proc</c>, <c>/sys</c>, <c>/dev</c> and the module lists; needs no rights and changes nothing.</summary>
/// <param name="root">The folder that stands for <c>/</c>.</param>
/// <param name="searchPath">Folders of programs, with colons between, as in <c>PATH</c>.</param>
public sealed class MachineReader(string root, string searchPath)
{
    private const int DefaultRouteFlag = 0x3;
    private static readonly string[] ModuleLists = ["modules.builtin", "modules.dep"];
    private static readonly string[] Programs = ["wg", "ip", "nft"];

    private static readonly (string Prefix, string Name)[] KnownNetworks =
    [
        ("cilium_", "Cilium"), ("cali", "Calico"), ("vxlan.calico", "Calico"), ("flannel.", "flannel"), ("weave", "Weave Net"), ("antrea-", "Antrea"),
        ("ovn-k8s-", "OVN-Kubernetes"), ("kube-ipvs", "kube-proxy (IPVS)"), ("eni", "AWS VPC CNI"), ("azv", "Azure CNI"), ("gke", "GKE"), ("cni0", "a bridge of CNI"),
    ];

    /// <summary>A reader of this machine.</summary>
    public static MachineReader OfThisMachine()
        => new("/", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/sbin:/usr/sbin:/sbin");

    /// <summary>Reads them. What cannot be read counts as not there.</summary>
    /// <param name="interface">The mesh's interface.</param>
    /// <param name="listenPort">WireGuard's UDP port.</param>
    public MachineFacts Read(string @interface, int listenPort)
    {
        string kernel = Text("proc/sys/kernel/osrelease") is { Length: > 0 } release ? release : "unknown";
        string? uplink = Uplink();
        bool isThere = Directory.Exists(At("sys/class/net", @interface));
        return new MachineFacts
        {
            Kernel = kernel,
            HasWireGuard = HasWireGuard(kernel),
            HasTun = File.Exists(At("dev/net/tun")) || Directory.Exists(At("sys/class/misc/tun")),
            MeshInterface = !isThere ? null : File.Exists(At("sys/class/net", @interface, "tun_flags")) ? "tun" : "kernel",
            MeshMtu = isThere ? Number($"sys/class/net/{@interface}/mtu") : null,
            Uplink = uplink,
            UplinkMtu = uplink is null ? null : Number($"sys/class/net/{uplink}/mtu"),
            ForwardsIpv4 = Text("proc/sys/net/ipv4/ip_forward") == "1",
            ForwardsIpv6 = Text("proc/sys/net/ipv6/conf/all/forwarding") == "1",
            ListenPort = listenPort,
            IsListenPortTaken = IsTaken("proc/net/udp", listenPort) || IsTaken("proc/net/udp6", listenPort),
            MissingPrograms = [.. Programs.Where(program => !searchPath.Split(':').Any(folder => folder.Length > 0 && File.Exists(At(folder.TrimStart('/'), program))))],
            PodNetworks = PodNetworks(),
        };
    }

    private bool? HasWireGuard(string kernel)
    {
        if (Directory.Exists(At("sys/module/wireguard")))
        {
            return true;
        }

        // In a container the modules of the machine are not to be seen.
        string[] lists = [.. ModuleLists.Select(list => At("lib/modules", kernel, list)).Where(File.Exists)];
        return lists.Length == 0 ? null : lists.Any(list => Lines(list).Any(line => line.Contains("/wireguard.ko", StringComparison.Ordinal)));
    }

    /// <summary>The interface of the default route with the lowest metric.</summary>
    private string? Uplink() => Lines(At("proc/net/route")).Skip(1)
        .Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
        .Where(fields => fields.Length > 7 && fields[1] == "00000000" && fields[7] == "00000000" && (Hex(fields[3]) & DefaultRouteFlag) != 0)
        .OrderBy(fields => int.TryParse(fields[6], CultureInfo.InvariantCulture, out int metric) ? metric : int.MaxValue)
        .Select(fields => fields[0])
        .FirstOrDefault(name => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal));

    private bool IsTaken(string table, int port) => Lines(At(table)).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(fields => fields.Length > 1 && fields[1].Split(':') is [_, var local] && Hex(local) == port);

    private string[] PodNetworks()
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(At("sys/class/net")).Select(entry => Path.GetFileName(entry))
                    .SelectMany(name => KnownNetworks.Where(known => name.StartsWith(known.Prefix, StringComparison.Ordinal)).Select(known => known.Name).Take(1))
                    .Distinct().Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string At(params string[] parts) => Path.Combine([root, .. parts]);

    private string? Text(string path) => Lines(At(path)).FirstOrDefault()?.Trim();

    private int? Number(string path) => int.TryParse(Text(path), CultureInfo.InvariantCulture, out int number) ? number : null;

    private static int Hex(string text) => int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
