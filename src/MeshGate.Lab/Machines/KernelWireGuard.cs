using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Machines;

/// <summary>A tunnel interface of the kernel's WireGuard.</summary>
/// <param name="namespaceName">The machine's network namespace.</param>
/// <param name="interfaceName">The interface in it.</param>
public sealed class KernelWireGuard(string namespaceName, string interfaceName)
{
    /// <summary>Whether this machine's kernel has WireGuard: it makes such an interface, in a namespace of its own that goes away with it.</summary>
    public static bool IsThere()
    {
        using var attempt = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "unshare", ["--net", "ip", "link", "add", "wg0", "type", "wireguard"]) { RedirectStandardError = true });
        attempt?.WaitForExit();
        return attempt?.ExitCode == 0;
    }

    /// <summary>Makes it, where no daemon does.</summary>
    public Task AddAsync(CancellationToken cancellationToken) =>
        Tool.RequireAsync("ip", ["-n", namespaceName, "link", "add", "dev", interfaceName, "type", "wireguard"], null, cancellationToken);

    /// <summary>Takes it away with its sessions, as a machine that loses power does.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) =>
        Tool.RequireAsync("ip", ["-n", namespaceName, "link", "delete", "dev", interfaceName], null, cancellationToken);

    /// <summary>What the kernel says of the interface: null where it is WireGuard's, else what is wrong.</summary>
    public async Task<string?> DoubtAsync(CancellationToken cancellationToken)
    {
        var shown = await Tool.RunAsync("ip", ["-n", namespaceName, "-json", "-details", "link", "show", "dev", interfaceName], null, cancellationToken);
        var kind = shown.ExitCode == 0 ? KindOf(shown.Output) : null;
        return kind == "wireguard" ? null : $"{interfaceName} is {(kind is null ? "not there" : $"of kind '{kind}'")}";
    }

    /// <summary>The kind of the first link in what <c>ip -json -details link show</c> printed: <c>wireguard</c>, <c>tun</c>; null without one.</summary>
    public static string? KindOf(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonArray { Count: > 0 } links ? links[0]?["linkinfo"]?["info_kind"]?.GetValue<string>() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What <c>wg show IF dump</c> prints. It holds keys.</summary>
    public Task<string> DumpAsync(CancellationToken cancellationToken) =>
        Tool.RequireAsync("ip", ["netns", "exec", namespaceName, "wg", "show", interfaceName, "dump"], null, cancellationToken);
}
