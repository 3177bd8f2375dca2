using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Lab.Swarm.Observing;

/// <summary>A MeshNode as it went over the wire, so that each field of it is seen and its size is the true one.</summary>
public sealed class ObservedNode : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>MeshNodes as they are.</summary>
    public static Resource<ObservedNode> Resource { get; } = new(
        MeshGateApi.Group,
        MeshGateApi.Version,
        Resources.MeshNodes.Plural,
        Resources.MeshNodes.Kind,
        false,
        JsonMetadataServices.CreateValueInfo<ObservedNode>(SwarmJsonContext.Default.Options, new Converter()));

    /// <inheritdoc/>
    public string ApiVersion { get; set; } = string.Empty;

    /// <inheritdoc/>
    public string Kind { get; set; } = string.Empty;

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The whole object.</summary>
    public JsonElement Content { get; init; }

    /// <summary>The length of the object on the wire.</summary>
    public int Bytes { get; init; }

    /// <summary>A part of the object; an undefined element where it is missing.</summary>
    public JsonElement Part(params ReadOnlySpan<string> path)
    {
        var part = Content;
        foreach (var name in path)
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out part))
            {
                return default;
            }
        }

        return part;
    }

    private sealed class Converter : JsonConverter<ObservedNode>
    {
        public override ObservedNode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var before = reader.BytesConsumed;
            var content = JsonElement.ParseValue(ref reader);
            var node = new ObservedNode { Content = content, Bytes = (int)(reader.BytesConsumed - before) + 1 };
            return new ObservedNode
            {
                Content = content,
                Bytes = node.Bytes,
                Metadata = new V1ObjectMeta
                {
                    Name = node.Text("name"),
                    Uid = node.Text("uid"),
                    ResourceVersion = node.Text("resourceVersion"),
                },
            };
        }

        public override void Write(Utf8JsonWriter writer, ObservedNode value, JsonSerializerOptions options) =>
            throw new NotSupportedException("An observer writes nothing.");
    }

    private string? Text(string field) => Part("metadata", field) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
