using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>The objects that a lab starts with: those of the scenario, and what the scenario leaves to the lab.</summary>
internal static class DefaultResources
{
    internal const string PolicyName = "lab";
    private const int MaximumServers = 8;

    /// <summary>A MeshNode for each machine with a daemon and the policy <c>lab</c>, unless the scenario has its own of that name.</summary>
    internal static IEnumerable<JsonObject> For(Scenario scenario, NetworkPlan plan, LabDirectory directory)
    {
        foreach (var secret in TurnResources.Secrets(scenario, directory))
        {
            yield return secret;
        }

        var own = scenario.Resources.Select(r => (r.Kind, r.Name)).ToHashSet();
        if (!own.Contains(("MeshPolicy", PolicyName)))
        {
            yield return Policy(scenario, plan, directory);
        }

        foreach (var machine in scenario.Machines.Where(m => m.Daemon && !own.Contains(("MeshNode", m.Name))))
        {
            yield return Node(machine);
        }
    }

    private static JsonObject Node(MachineSpec machine)
    {
        var spec = new JsonObject { ["listenPort"] = machine.ListenPort };
        if (machine.Endpoint is not null)
        {
            spec["endpoint"] = machine.Endpoint;
        }

        if (machine.Region is not null)
        {
            spec["region"] = machine.Region;
        }

        if (machine.Roles.Count > 0)
        {
            spec["roles"] = new JsonArray([.. machine.Roles.Select(r => (JsonNode)r)]);
        }

        if (machine.RelayPorts is { } ports)
        {
            spec["relayPorts"] = new JsonObject { ["first"] = ports.First, ["last"] = ports.Last };
        }

        var metadata = new JsonObject { ["name"] = machine.Name };
        if (machine.Labels.Count > 0)
        {
            metadata["labels"] = new JsonObject(machine.Labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
        }

        return Object("MeshNode", metadata, spec);
    }

    private static JsonObject Policy(Scenario scenario, NetworkPlan plan, LabDirectory directory)
    {
        // First one address of every server and family, then the others: the list has an end.
        var servers = scenario.Servers.Where(s => s.Turn.Udp).Select(s => Spread(plan.Servers[s.Name].Addresses)).ToArray();
        var endpoints = Enumerable.Range(0, 4)
            .SelectMany(i => servers.Where(a => i < a.Count).Select(a => a[i]))
            .Select(a => a.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{a}]:{TurnserverConfig.Port}" : $"{a}:{TurnserverConfig.Port}")
            .Take(MaximumServers);
        var traversal = new JsonObject { ["stunServers"] = new JsonArray([.. endpoints.Select(e => (JsonNode)e)]) };
        if (TurnResources.List(scenario, plan, directory) is { Count: > 0 } turn)
        {
            traversal["turnServers"] = turn;
        }

        if (scenario.Settings.KeepAliveInterval is { } keepAlive)
        {
            traversal["keepAliveInterval"] = keepAlive;
        }

        if (scenario.Settings.DiscoveryInterval is { } discovery)
        {
            traversal["discoveryInterval"] = discovery;
        }

        return Object("MeshPolicy", new JsonObject { ["name"] = PolicyName }, new JsonObject { ["natTraversal"] = traversal });
    }

    // IPv4, IPv6, IPv4, IPv6.
    private static List<IPAddress> Spread(IEnumerable<IPAddress> addresses) => [.. addresses
        .GroupBy(a => a.AddressFamily)
        .SelectMany(g => g.Select((address, index) => (address, index)))
        .OrderBy(a => a.index)
        .Select(a => a.address)];

    private static JsonObject Object(string kind, JsonObject metadata, JsonObject spec) => new()
    {
        ["apiVersion"] = MeshGateApi.GroupVersion,
        ["kind"] = kind,
        ["metadata"] = metadata,
        ["spec"] = spec,
    };
}
