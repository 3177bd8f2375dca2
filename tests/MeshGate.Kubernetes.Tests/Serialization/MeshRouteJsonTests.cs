using System.Text.Json;
using k8s.Models;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class MeshRouteJsonTests
{
    [Fact]
    public void Json_GivesBackARoute_ThatWasWritten()
    {
        var route = new MeshRoute
        {
            Metadata = new V1ObjectMeta { Name = "r" },
            Spec = new MeshRouteSpec
            {
                Source = "a",
                Destination = new() { Node = "b" },
                PrimaryPath = new() { Relays = [] },
                BackupPaths = [new() { Relays = ["r1", "r2"] }],
                Priority = 7,
                LoadBalancing = new() { Strategy = LoadBalancingStrategy.ConsistentHash },
                Probe = new() { Type = ProbeType.Tcp, Port = 443 },
            },
            Status = new MeshRouteStatus { State = RouteState.FailedOver, ActivePath = new() { Relays = ["r1"], Health = PathHealth.Healthy }, Failovers = new() { Count = 3 } },
        };
        string json = JsonSerializer.Serialize(route, MeshGateJson.TypeInfo<MeshRoute>());
        Assert.Contains("\"primaryPath\":{\"relays\":[]}", json, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"FailedOver\"", json, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"Tcp\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, MeshGateJson.TypeInfo<MeshRoute>())!, MeshGateJson.TypeInfo<MeshRoute>()));
    }

    [Fact]
    public void Json_ReadsARoleOfANewerVersion_AsNoneThatThisOneKnows()
    {
        var node = JsonSerializer.Deserialize("""{"metadata":{"name":"a"},"spec":{"roles":["Oracle","Relay"],"advertisedCIDRs":["10.0.0.0/8"]}}""", MeshGateJson.TypeInfo<MeshNode>())!;
        Assert.Equal([NodeRole.Unknown, NodeRole.Relay], node.Spec.Roles);
        Assert.Equal(["10.0.0.0/8"], node.Spec.AdvertisedCIDRs);
    }
}
