using System.Buffers;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Client;

/// <summary>Reads one watch event in one pass.</summary>
internal static class WatchEventReader
{
    /// <exception cref="JsonException">It is no watch event.</exception>
    /// <exception cref="KubernetesApiException">It is one of type ERROR.</exception>
    public static WatchEvent<T> Read<T>(Resource<T> resource, ReadOnlySequence<byte> json)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var reader = new Utf8JsonReader(json);
        string? type = null;
        Utf8JsonReader held = default;
        var isHeld = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("no object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetString();
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (type is not null)
                {
                    return Read(resource, type, ref reader);
                }

                // Servers write the type first; should one not, come back for the object.
                held = reader;
                isHeld = true;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return type is not null && isHeld ? Read(resource, type, ref held) : throw new JsonException("type or object is missing");
    }

    private static WatchEvent<T> Read<T>(Resource<T> resource, string type, ref Utf8JsonReader reader)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (type == "ERROR")
        {
            var status = JsonSerializer.Deserialize(ref reader, MeshGateJson.TypeInfo<V1Status>());
            throw StatusReader.FromStatus(HttpStatusCode.InternalServerError, status, null);
        }

        var kind = type switch
        {
            "ADDED" => WatchEventKind.Added,
            "MODIFIED" => WatchEventKind.Modified,
            "DELETED" => WatchEventKind.Deleted,
            "BOOKMARK" => WatchEventKind.Bookmark,
            _ => throw new JsonException($"unknown type {type}"),
        };
        return new WatchEvent<T>(kind, ObjectReader.Read(resource, ref reader));
    }
}
