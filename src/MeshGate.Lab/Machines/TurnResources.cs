using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>What the mesh is told of the lab's TURN servers: entries of a MeshPolicy, and Secrets from which credentials are made.</summary>
internal static class TurnResources
{
    private const int MaximumServers = 8;

    /// <summary>A Secret for each server, beside the operator.</summary>
    internal static IEnumerable<JsonObject> Secrets(Scenario scenario, LabDirectory directory) => Servers(scenario)
        .Where(s => !s.Unreachable)
        .Select(s => new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = SecretName(s), ["namespace"] = MeshGateApi.OperatorNamespace },
            ["type"] = "Opaque",
            ["data"] = new JsonObject
            {
                ["secret"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(File.ReadAllText(directory.File(TurnLines.SecretFile(s.Name))))),
            },
        });

    /// <summary>The list <c>turnServers</c> of a MeshPolicy: of every server the best way to speak first, since the list has an end.</summary>
    internal static JsonArray List(Scenario scenario, NetworkPlan plan, LabDirectory directory)
    {
        var ways = Servers(scenario).Select(s => Ways(s, plan.Servers[s.Name], directory).ToArray()).ToArray();
        return new JsonArray([.. Enumerable.Range(0, MaximumServers)
            .SelectMany(i => ways.Where(w => i < w.Length).Select(w => (JsonNode)w[i]))
            .Take(MaximumServers)]);
    }

    private static IEnumerable<ServerSpec> Servers(Scenario scenario) => scenario.Servers.Where(s => s.Kind == ServerKind.Turn);

    private static IEnumerable<JsonObject> Ways(ServerSpec spec, PlannedHost host, LabDirectory directory)
    {
        // One address of each family will do: both are the same server's.
        var addresses = host.Addresses.GroupBy(a => a.AddressFamily).Select(g => g.First())
            .Select(a => a.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{a}]" : a.ToString()).ToArray();
        foreach (var address in addresses)
        {
            if (spec.Turn.Udp)
            {
                yield return Entry(spec, $"{address}:{TurnserverConfig.Port}", "Udp");
            }

            if (spec.Turn.TlsPort is { } port)
            {
                var entry = Entry(spec, $"{address}:{port}", "Tls");
                entry["caCertificate"] = File.ReadAllText(directory.File($"{TurnLines.Certificates}/ca.crt"));
                yield return entry;
            }

            if (spec.Turn is { Tcp: true, Udp: false })
            {
                yield return Entry(spec, $"{address}:{TurnserverConfig.Port}", "Tcp");
            }
        }
    }

    private static JsonObject Entry(ServerSpec spec, string address, string transport) => new()
    {
        ["address"] = address,
        ["transport"] = transport,
        ["secretRef"] = new JsonObject { ["name"] = SecretName(spec) },
    };

    private static string SecretName(ServerSpec spec) => $"turn-{spec.Name}";
}
