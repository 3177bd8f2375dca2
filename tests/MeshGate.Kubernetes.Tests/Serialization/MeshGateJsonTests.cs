using System.Text.Json;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Tests.Serialization;

public sealed class MeshGateJsonTests
{
    private static readonly DateTime Whole = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly DateTime Fraction = Whole.AddTicks(1_234_567);

    [Fact]
    public void Lease_HasSixFractionDigits_WhenWritten()
    {
        var lease = new V1Lease { Spec = new V1LeaseSpec { RenewTime = Whole, AcquireTime = Fraction }, Metadata = new V1ObjectMeta { CreationTimestamp = Fraction } };
        var json = JsonSerializer.Serialize(lease, Resources.Leases.JsonType);
        Assert.Contains("\"renewTime\":\"2026-01-02T03:04:05.000000Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"acquireTime\":\"2026-01-02T03:04:05.123456Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"creationTimestamp\":\"2026-01-02T03:04:05Z\"", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize(json, Resources.Leases.JsonType)!;
        Assert.Equal(Whole, read.Spec.RenewTime);
        Assert.Equal(DateTimeKind.Utc, read.Spec.RenewTime!.Value.Kind);
        Assert.Equal(Whole.AddTicks(1_234_560), read.Spec.AcquireTime);
    }

    [Fact]
    public void LeaseSpec_HasSixFractionDigits_WhenWrittenForAPatch()
        => Assert.Equal("{\"renewTime\":\"2026-01-02T03:04:05.000000Z\"}", MeshGateJson.ToNode(new V1LeaseSpec { RenewTime = Whole })!.ToJsonString());

    [Fact]
    public void Event_HasBothKindsOfTime_WhenWritten()
    {
        var json = JsonSerializer.Serialize(
            new Corev1Event { EventTime = Fraction, FirstTimestamp = Fraction, Series = new Corev1EventSeries { LastObservedTime = Whole } }, Resources.Events.JsonType);
        Assert.Contains("\"eventTime\":\"2026-01-02T03:04:05.123456Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"lastObservedTime\":\"2026-01-02T03:04:05.000000Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"firstTimestamp\":\"2026-01-02T03:04:05Z\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryEnumOfTheEntities_IsWrittenAsItsName()
    {
        var enums = typeof(MeshNode).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(MeshNode).Namespace)
            .SelectMany(type => type.GetProperties())
            .SelectMany(property => property.PropertyType.GenericTypeArguments.Append(property.PropertyType))
            .Where(type => type.IsEnum)
            .Distinct()
            .ToList();
        Assert.Contains(typeof(PeerPath), enums);
        Assert.All(enums, type => Assert.Contains(MeshGateJson.Options.Converters, converter => converter.CanConvert(type)));
    }

    [Fact]
    public void MeshNode_RoundTrips_WhenEverythingIsSet()
    {
        var node = new MeshNode { Metadata = new V1ObjectMeta { Name = "a" }, Spec = new MeshNodeSpec { Addresses = ["100.96.0.1"], ListenPort = 51820 } };
        node.Status = new MeshNodeStatus
        {
            Conditions = [new Condition { Type = "Ready", Status = "True", LastTransitionTime = Whole }],
            Agent = new MeshNodeAgent
            {
                Candidates = [new Candidate { Type = CandidateType.ServerReflexive, Address = "192.0.2.1:1" }],
                Nat = new NatBehavior { Mapping = NatMapping.EndpointIndependent },
                Peers = [new PeerSummary { Name = "b", Path = PeerPath.Direct, CandidateType = CandidateType.Host, LastHandshakeTime = Whole, RttMilliseconds = 1.5 }],
            },
        };
        var json = JsonSerializer.Serialize(node, Resources.MeshNodes.JsonType);
        Assert.Contains("\"type\":\"ServerReflexive\"", json, StringComparison.Ordinal);
        Assert.Contains("\"mapping\":\"EndpointIndependent\"", json, StringComparison.Ordinal);
        Assert.Contains("\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, Resources.MeshNodes.JsonType)!, Resources.MeshNodes.JsonType);
        Assert.Equal(json, again);
    }

    [Fact]
    public void Enum_ReadsAsItsFirstValue_WhenANewerVersionWroteAnUnknownName()
    {
        var node = JsonSerializer.Deserialize(
            """{"metadata":{"name":"a"},"status":{"agent":{"candidates":[{"type":"Dove","address":"192.0.2.1:1"}]}}}""", Resources.MeshNodes.JsonType)!;
        Assert.Equal(CandidateType.Host, node.Status.Agent!.Candidates![0].Type);
    }

    [Fact]
    public void Defaults_Hold_WhenMembersAreAbsent()
    {
        var node = JsonSerializer.Deserialize(
            "{\"status\":{\"assignment\":{\"settings\":{},\"members\":[\"b\"]},\"conditions\":[{}]}}", Resources.MeshNodes.JsonType)!;
        Assert.Equal(1380, node.Status.Assignment!.Settings.Mtu);
        Assert.Equal("10s", node.Status.Assignment.Settings.HeartbeatInterval);
        Assert.Empty(node.Status.Assignment.Settings.MeshCIDRs);
        Assert.Empty(node.Status.Assignment.Members[0].Addresses);
        Assert.Equal(string.Empty, node.Status.Assignment.Members[0].PublicKey);
        Assert.Equal("Unknown", node.Status.Conditions![0].Status);
    }

    [Fact]
    public void Enum_IsRefused_WhenItIsNoText()
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            """{"status":{"agent":{"nat":{"mapping":1}}}}""", Resources.MeshNodes.JsonType));
}
