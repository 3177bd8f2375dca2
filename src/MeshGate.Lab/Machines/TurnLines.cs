using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>The lines of coturn's configuration that make it a TURN server.</summary>
internal static class TurnLines
{
    /// <summary>Where the certificates of servers and their authority's are, below the lab's directory.</summary>
    internal const string Certificates = "tls";

    /// <summary>The lines. The shared secret goes into a file of its own besides, for whoever makes credentials.</summary>
    internal static IEnumerable<string> Write(LabDirectory directory, ServerSpec spec, IReadOnlyList<IPAddress> addresses)
    {
        var options = spec.Turn;
        var secret = options.Secret ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        directory.WriteSecret(SecretFile(spec.Name), options.ToldSecret ?? secret);

        // One of each family: coturn would spread allocations over more.
        var relays = addresses.GroupBy(a => a.AddressFamily).Select(g => g.First());
        return
        [
            .. relays.Select(a => $"relay-ip={a}"),
            "use-auth-secret",
            $"static-auth-secret={secret}",
            "no-multicast-peers",
            "denied-peer-ip=10.0.0.0-10.255.255.255",
            "denied-peer-ip=192.168.0.0-192.168.255.255",
            .. addresses.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6) ? ["allocation-default-address-family=keep"] : Array.Empty<string>(),
            .. Listening(directory, options),
            .. Limits(options),
        ];
    }

    /// <summary>The file with the secret that the mesh is told, below the lab's directory.</summary>
    internal static string SecretFile(string server) => $"servers/{server}.secret";

    private static IEnumerable<string> Listening(LabDirectory directory, TurnOptions options) =>
    [
        .. options.Udp ? Array.Empty<string>() : ["no-udp"],
        .. options.Tcp ? Array.Empty<string>() : ["no-tcp"],
        .. options.TlsPort is not { } port ? ["no-tls"] : (string[])
        [
            $"tls-listening-port={Text(port)}",
            $"cert={directory.File($"{Certificates}/server.crt")}",
            $"pkey={directory.File($"{Certificates}/server.key")}",
        ],
    ];

    private static IEnumerable<string> Limits(TurnOptions options) =>
    [
        .. Seconds("max-allocate-lifetime", options.Lifetime),
        .. Seconds("channel-lifetime", options.ChannelLifetime),
        .. Seconds("permission-lifetime", options.PermissionLifetime),
        .. Seconds("stale-nonce", options.StaleNonce),
        .. options.Quota is { } quota ? [$"total-quota={Text(quota)}"] : Array.Empty<string>(),
        .. options.Ports is { } ports ? [$"min-port={Text(ports.First)}", $"max-port={Text(ports.Last)}"] : Array.Empty<string>(),
    ];

    private static string[] Seconds(string key, TimeSpan? time) =>
        time is { } value ? [$"{key}={Text((int)value.TotalSeconds)}"] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
