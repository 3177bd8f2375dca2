using System.Security.Cryptography;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>The lab's own API: a process that listens on the host's loopback and in the namespace of the control plane.</summary>
internal sealed class EmbeddedApiSetup(LabOptions options, LabParts parts) : ApiSetup(options, parts)
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override string Token(string user) => _tokens[user];

    /// <inheritdoc/>
    internal override async Task StartAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var withoutIPv4 = Parts.Scenario.Machines.Any(m => m.Daemon && !m.Family.HasFlag(IPFamily.IPv4) && m.Family != IPFamily.None);
        var process = Add("api", null,
        [
            Options.Binaries.Lab, "api",
            "--listen", HostAddress.Authority,
            "--netns", Parts.Plan.Control.Node.Namespace,
            "--netns-listen", $"{AddressPool.Control}:{Port}",
            .. withoutIPv4 ? ["--netns-listen", $"[{AddressPool.ControlIPv6}]:{Port}"] : Array.Empty<string>(),
            "--crds", Options.Binaries.Crds,
            "--tokens", WriteTokens(),
            "--cert-dir", Folder,
            "--data", Path.Combine(Folder, "data"),
        ]);
        process.Start();
        await lab.UntilAsync(process, () => Task.FromResult(new FileInfo(AuthorityFile) is { Exists: true, Length: > 0 }), cancellationToken);
        Connect();
        await lab.StartAsync("api", cancellationToken);
    }

    private string WriteTokens()
    {
        (string User, string Role)[] users =
            [(Admin, "admin"), (Operator, "operator"), .. Daemons.Select(m => (Daemon(m), $"daemon:{m}"))];
        foreach (var (user, _) in users)
        {
            _tokens[user] = RandomNumberGenerator.GetHexString(48, lowercase: true);
        }

        return Parts.Directory.WriteSecret("api/tokens", string.Concat(users.Select(u => $"{_tokens[u.User]},{u.User},{u.Role}\n")));
    }
}
