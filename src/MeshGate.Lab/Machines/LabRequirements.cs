using MeshGate.Lab.Cluster;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>What the environment must have for a lab to be built.</summary>
public static class LabRequirements
{
    private static readonly (string Tool, string Package)[] Always =
    [
        ("ip", "iproute2"), ("nft", "nftables"), ("wg", "wireguard-tools"), ("setsid", "util-linux"),
    ];

    /// <summary>One sentence that names everything that is missing; null when nothing is.</summary>
    public static string? Missing(Scenario scenario, LabOptions options)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        var (binaries, api, inKernel) = (options.Binaries, options.Api, options.WireGuard == WireGuardKind.Kernel);
        if (!OperatingSystem.IsLinux())
        {
            return "The lab needs Linux: it is made of network namespaces.";
        }

        if (NativeMethods.EffectiveUserId() != 0)
        {
            return "The lab needs root, to make network namespaces; run it with sudo.";
        }

        var missing = new List<string>();
        var tools = Always
            .Concat(inKernel ? [] : [("wireguard-go", "wireguard-go")])
            .Concat(scenario.Servers.Any(s => !s.Unreachable) ? [("turnserver", "coturn")] : Array.Empty<(string, string)>())
            .Concat(scenario.Settings.Prometheus is not null ? [("prometheus", "prometheus")] : Array.Empty<(string, string)>())
            .Concat(scenario.Sites.Any(s => s.PortMapping.Count > 0) ? [("miniupnpd", "miniupnpd-nftables")] : Array.Empty<(string, string)>());
        foreach (var (tool, package) in tools.Where(t => !IsOnPath(t.Item1)))
        {
            missing.Add($"{tool} (Debian package {package})");
        }

        if (inKernel && missing.Count == 0 && !KernelWireGuard.IsThere())
        {
            missing.Add("WireGuard in the kernel (kernel module wireguard; make kernel-lab brings a kernel that has it)");
        }

        missing.AddRange((inKernel ? [] : (string[])["/dev/net/tun"]).Where(f => !File.Exists(f)).Select(f => $"{f} (kernel module tun)"));
        missing.AddRange(((string[])[binaries.Lab, binaries.Operator, binaries.Daemon])
            .Where(f => !File.Exists(f)).Select(f => $"{f} (run make build)"));
        if (!Directory.Exists(binaries.Crds))
        {
            missing.Add($"{binaries.Crds} (the custom resource definitions; name their directory with --crds)");
        }

        if (api == ApiKind.Real && ClusterAssets.Find() is null)
        {
            missing.Add(ClusterAssets.Hint);
        }

        if (api == ApiKind.Real && !Directory.Exists(binaries.Rbac))
        {
            missing.Add($"{binaries.Rbac} (the roles, beside the custom resource definitions)");
        }

        return missing.Count == 0 ? null : $"The lab needs {string.Join(", ", missing)}.";
    }

    /// <summary>Whether a tool can be called by its name.</summary>
    public static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Any(d => File.Exists(Path.Combine(d, tool)));
}
