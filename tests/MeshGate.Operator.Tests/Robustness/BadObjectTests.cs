using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Robustness;

/// <summary>Objects that the schemas refuse, and that reach the operator all the same: from a server that does not evaluate them, or from before they were there.</summary>
public sealed class BadObjectTests
{
    private static readonly string[] BadNodes =
    [
        """{"spec":null,"status":null}""",
        """{"spec":{}}""",
        """{"spec":{"addresses":[null]}}""",
        """{"spec":{"addresses":[""]}}""",
        """{"spec":{"addresses":["100.96.0.9","100.96.0.10","100.96.0.11"]}}""",
        """{"spec":{"addresses":["::ffff:100.96.0.9"]}}""",
        """{"spec":{"addresses":["fe80::1%eth0"]}}""",
        """{"spec":{"addresses":["100.96.0.9/32"]}}""",
        """{"spec":{"endpoint":""}}""",
        """{"spec":{"endpoint":":::::"}}""",
        """{"spec":{"endpoint":"[::1"}}""",
        """{"spec":{"listenPort":-1,"weight":-5}}""",
        """{"spec":{"nodeName":"","region":"","zone":"","advertisedCIDRs":[null,""],"roles":[]}}""",
        """{"metadata":{"labels":{"a":null}}}""",
        """{"metadata":{"finalizers":[""]}}""",
        """{"metadata":{"finalizers":["somebody.example/else"]}}""",
        """{"status":{"conditions":[null]}}""",
        """{"status":{"conditions":[{"type":"Ready","status":"Perhaps"},{"type":"Ready","status":"True"}]}}""",
        """{"status":{"conditions":[]}}""",
        """{"status":{"assignment":{}}}""",
        """{"status":{"assignment":{"revision":null,"segment":null,"members":null,"settings":null}}}""",
        """{"status":{"assignment":{"revision":"r","segment":"segment-9999","members":[null]}}}""",
        """{"status":{"assignment":{"revision":"r","members":[{"name":null,"publicKey":null,"addresses":null}]}}}""",
        """{"status":{"assignment":{"revision":"r","members":["","node-0","node-0 x  ","  ",7,[["deep"]]],"settings":{"heartbeatInterval":"soon","meshCIDRs":null,"stunServers":null}}}}""",
        """{"status":{"assignment":{"revision":"r","settings":{"heartbeatInterval":"2400h"}}}}""",
        """{"status":{"agent":{"publicKey":""}}}""",
        """{"status":{"agent":{"publicKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}""",
        """{"status":{"agent":{"publicKey":"not base64 not base64 not base64 not base64"}}}""",
        """{"status":{"agent":{"appliedRevision":"r","peers":[null],"conditions":[null],"candidates":[null]}}}""",
        """{"status":{"agent":{"peers":["",7,{"name":"node-0"},"node-0 path=Direct","node-0 path=99 rtt=ms  = "],"conditions":[{"type":null}]}}}""",
        """{"status":{"observedGeneration":-4}}""",
    ];

    private static readonly string[] BadPolicies =
    [
        """{"spec":null,"status":null}""",
        """{"spec":{"priority":-7}}""",
        """{"spec":{"nodeSelector":{"matchExpressions":[{"key":"a","operator":"Near","values":["b"]}]}}}""",
        """{"spec":{"nodeSelector":{"matchExpressions":[{"key":null,"operator":null,"values":null}]}}}""",
        """{"spec":{"nodeSelector":{"matchExpressions":[null]}}}""",
        """{"spec":{"nodeSelector":{"matchLabels":{"a":null}}}}""",
        """{"spec":{"heartbeat":{"timeout":"-5s"}}}""",
        """{"spec":{"heartbeat":{"timeout":""}}}""",
        """{"spec":{"topology":{"updateInterval":"0s","maxNodesPerSegment":-1}}}""",
        """{"spec":{"topology":{"updateInterval":"never","maxNodesPerSegment":2000000000}}}""",
        """{"spec":{"natTraversal":{"stunServers":[null,"",":",":0","host:99999"]}}}""",
        """{"spec":{"natTraversal":{"turnServers":[null,{}],"keepAliveInterval":"1"}}}""",
        """{"spec":{"connections":{"retryBackoffMultiplier":-1.5,"maxIdleTime":"x"}}}""",
        """{"spec":{"failover":{"activeInterval":"0"},"loadBalancer":{"circuitBreaker":null,"stickySessions":{}}}}""",
        """{"status":{"conditions":[null],"matchedNodes":-1}}""",
    ];

    private static readonly string[] BadRoutes =
    [
        """{"spec":null,"status":null}""",
        """{"spec":{}}""",
        """{"spec":{"destination":null}}""",
        """{"spec":{"destination":{"node":""}}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-0"}}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1","cidrs":["10.0.0.0/8"]}}}""",
        """{"spec":{"source":"node-0","destination":{"node":"nobody"}}}""",
        """{"spec":{"destination":{"cidrs":[null]},"gateways":[null]}}""",
        """{"spec":{"destination":{"cidrs":["10.0.0.1/8"]},"gateways":["node-0"]}}""",
        """{"spec":{"destination":{"cidrs":["0.0.0.0/99"]},"gateways":["node-0"]}}""",
        """{"spec":{"destination":{"cidrs":["100.96.0.0/24"]},"gateways":["node-0"]}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1"},"primaryPath":null,"backupPaths":[null]}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1"},"primaryPath":{"relays":null},"backupPaths":[{"relays":[null,null]}]}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1"},"primaryPath":{"relays":["a","b","c"]}}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1"},"primaryPath":{"relays":["node-0"]}}}""",
        """{"spec":{"source":"node-0","destination":{"node":"node-1"},"maxBackupPaths":-1,"probe":{"interval":"","timeout":"x","port":0}}}""",
        """{"status":{"conditions":[null],"paths":[null],"activePath":{"relays":null}}}""",
    ];

    [Fact]
    public async Task BadObjects_AreSaidToBeSo_AndTheGoodOnesAreServed()
    {
        Assert.InRange(BadNodes.Length + BadPolicies.Length + BadRoutes.Length, 60, 100);
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await CreateAllAsync(rig, Resources.MeshNodes, BadNodes);
        await CreateAllAsync(rig, Resources.MeshPolicies, BadPolicies);
        await CreateAllAsync(rig, Resources.MeshRoutes, BadRoutes);
        await rig.CreateNodesAsync(3);
        for (int number = 0; number < 3; number++)
        {
            string name = $"node-{number}";
            await rig.UntilAsync(async () => (await rig.NodeAsync(name)).Status?.Assignment?.Members is { } members && members.Count(member => member.Name.StartsWith("node-", StringComparison.Ordinal)) == 2, $"the good peers of {name}");
        }

        await rig.CreateRouteAsync("good", new() { Source = "node-0", Destination = new() { Node = "node-1" } });
        await rig.UntilAsync(async () => (await rig.RouteConditionAsync("good", "Ready"))?.Reason is "Accepted" or "RouteConflict", "a judgement of the good route");
        await rig.SettleAsync();
        await rig.UntilAsync(async () => (await rig.NodesAsync()).All(node => ConditionList.Find(node.Status?.Conditions, "Ready")?.Message is { Length: > 0 }), "a word on every node");
        await rig.UntilAsync(
            async () => (await rig.Api.ListAsync(Resources.MeshPolicies, new ListQuery(), default)).Items.All(policy => ConditionList.Find(policy.Status?.Conditions, "Ready")?.Message is { Length: > 0 }),
            "a word on every policy");
        await rig.UntilAsync(
            async () => (await rig.Api.ListAsync(Resources.MeshRoutes, new ListQuery(), default)).Items.All(route => ConditionList.Find(route.Status?.Conditions, "Ready")?.Message is { Length: > 0 }),
            "a word on every route");
        Assert.DoesNotContain("Error MeshGate", rig.Log, StringComparison.Ordinal);

        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        await rig.PlanOnceAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(rig.Link.Writes);
    }

    private static async Task CreateAllAsync<T>(OperatorRig rig, Resource<T> resource, string[] bad)
        where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta>
    {
        for (int number = 0; number < bad.Length; number++)
        {
            JsonObject value = JsonNode.Parse(bad[number])!.AsObject();
            JsonObject metadata = value["metadata"]?.AsObject() ?? [];
            metadata["name"] = $"bad-{number:d2}";
            value["metadata"] = metadata;
            value["apiVersion"] = "meshgate.io/v1alpha1";
            value["kind"] = resource.Kind;
            await rig.Api.CreateAsync(resource, value);
        }
    }
}
