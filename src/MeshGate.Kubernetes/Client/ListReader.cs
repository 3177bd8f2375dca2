using System.Text.Json;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Client;

/// <summary>Reads a list in one pass, without metadata of a list type.</summary>
internal static class ListReader
{
    public static ResourcePage<T> Read<T>(Resource<T> resource, ReadOnlySpan<byte> json)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var reader = new Utf8JsonReader(json);
        var items = new List<T>();
        var version = string.Empty;
        string? next = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                ReadItems(ref reader, resource, items);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                Expect(ref reader, JsonTokenType.StartObject);
                ReadMetadata(ref reader, ref version, ref next);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ResourcePage<T>(items, version, next);
    }

    private static void ReadItems<T>(ref Utf8JsonReader reader, Resource<T> resource, List<T> items)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        // Go writes an empty list as null now and then.
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("items is no array");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ObjectReader.Read(resource, ref reader));
        }
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ref string version, ref string? next)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                version = reader.GetString() ?? string.Empty;
            }
            else if (reader.ValueTextEquals("continue"u8))
            {
                reader.Read();
                next = reader.GetString() is { Length: > 0 } token ? token : null;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"expected {type}, found {reader.TokenType}");
        }
    }
}
