using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>Writes coturn's configuration. It listens on two addresses, which RFC 5780 needs.</summary>
internal static class TurnserverConfig
{
    internal const int Port = 3478;

    /// <summary>Writes the file, readable by root alone, and returns its path.</summary>
    internal static string Write(LabDirectory directory, ServerSpec spec, PlannedHost host) =>
        directory.WriteSecret($"servers/{spec.Name}.conf", string.Join('\n', [
            .. host.Addresses.Select(a => $"listening-ip={a}"),
            $"listening-port={Port}",
            "no-dtls",
            "no-cli",
            "relay-threads=1",
            "realm=meshgate.lab",
            $"pidfile={directory.File($"servers/{spec.Name}.pid")}",
            $"userdb={directory.File($"servers/{spec.Name}.db")}",
            "log-file=stdout",
            "simple-log",
            .. spec.Kind == ServerKind.Stun ? ["no-tls", "stun-only"] : TurnLines.Write(directory, spec, host.Addresses),
            string.Empty,
        ]));
}
