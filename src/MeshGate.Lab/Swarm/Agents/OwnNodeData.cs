using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>The JSON of an <see cref="OwnNode"/>.</summary>
internal sealed record OwnNodeData(OwnNodeData.Meta? Metadata, OwnNodeData.SpecPart? Spec, OwnNodeData.StatusPart? Status)
{
    /// <summary>MeshNodes, read in part.</summary>
    internal static Resource<OwnNode> Resource { get; } = new(
        MeshGateApi.Group,
        MeshGateApi.Version,
        Resources.MeshNodes.Plural,
        Resources.MeshNodes.Kind,
        false,
        JsonMetadataServices.CreateValueInfo<OwnNode>(SwarmJsonContext.Default.Options, new Converter()));

    private OwnNode ToNode() => new()
    {
        Metadata = new V1ObjectMeta { Name = Metadata?.Name, Uid = Metadata?.Uid, ResourceVersion = Metadata?.ResourceVersion },
        Orders = Spec?.Addresses is { Count: > 0 } && Status?.Assignment is { Revision: { } revision } assignment
            ? new OwnOrders(
                revision,
                [.. (assignment.Members ?? []).Select(NameIn)],
                MeshDuration.TryParse(assignment.Settings?.HeartbeatInterval, out var interval) ? interval : null)
            : null,
    };

    /// <summary>The name with which a member's line begins.</summary>
    internal static string NameIn(string member) => member.Split(' ', 2)[0];

    internal sealed record Meta(string? Name, string? Uid, string? ResourceVersion);

    internal sealed record SpecPart(IReadOnlyList<string>? Addresses);

    internal sealed record StatusPart(Assignment? Assignment);

    internal sealed record Assignment(string? Revision, IReadOnlyList<string>? Members, Settings? Settings);

    internal sealed record Settings(string? HeartbeatInterval);

    private sealed class Converter : JsonConverter<OwnNode>
    {
        public override OwnNode? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize(ref reader, SwarmJsonContext.Default.OwnNodeData)?.ToNode();

        public override void Write(Utf8JsonWriter writer, OwnNode value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A simulated daemon writes patches alone.");
    }
}
