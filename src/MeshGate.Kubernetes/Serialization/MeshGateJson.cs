using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>The JSON that goes over the wire: <see cref="MeshGateJsonContext"/> with MicroTime where Kubernetes has it, and managedFields left out.</summary>
public static class MeshGateJson
{
    /// <summary>Options that need no reflection.</summary>
    public static JsonSerializerOptions Options { get; } = new(MeshGateJsonContext.Default.Options)
    {
        TypeInfoResolver = MeshGateJsonContext.Default.WithAddedModifier(Adjust),
    };

    /// <summary>The metadata of one of the types that <see cref="MeshGateJsonContext"/> names, or of a part of one.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>A value as a JSON tree, for merge patches.</summary>
    public static JsonNode? ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, TypeInfo<T>());

    private static void Adjust(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (IsMicroTime(type.Type, property.Name))
            {
                property.CustomConverter = new MicroTimeConverter();
            }
            else if (type.Type == typeof(V1ObjectMeta) && property.Name == "managedFields")
            {
                // Without accessors the serializer skips it: half of many an object, and never used.
                property.Get = null;
                property.Set = null;
            }
        }
    }

    private static bool IsMicroTime(Type type, string property) =>
        (type == typeof(V1LeaseSpec) && property is "acquireTime" or "renewTime")
        || (type == typeof(Corev1Event) && property == "eventTime")
        || (type == typeof(Corev1EventSeries) && property == "lastObservedTime");
}
