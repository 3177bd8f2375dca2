using System.Text.Json;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Client;

/// <summary>Reads one object and fills in what lists leave out.</summary>
internal static class ObjectReader
{
    public static T Read<T>(Resource<T> resource, ref Utf8JsonReader reader)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => Complete(resource, JsonSerializer.Deserialize(ref reader, resource.JsonType));

    public static T Read<T>(Resource<T> resource, ReadOnlySpan<byte> json)
        where T : class, IKubernetesObject<V1ObjectMeta>
        => Complete(resource, JsonSerializer.Deserialize(json, resource.JsonType));

    /// <summary>An object of which only the resourceVersion counts.</summary>
    public static T Bookmark<T>(Resource<T> resource, string? resourceVersion)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var value = Read(resource, "{\"metadata\":{}}"u8);
        value.Metadata.ResourceVersion = resourceVersion;
        return value;
    }

    /// <summary>Fills in kind and version, which items of built-in lists lack and custom resources must have.</summary>
    public static void Name<T>(Resource<T> resource, T value)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (string.IsNullOrEmpty(value.Kind))
        {
            value.Kind = resource.Kind;
            value.ApiVersion = resource.Group.Length == 0 ? resource.Version : $"{resource.Group}/{resource.Version}";
        }
    }

    private static T Complete<T>(Resource<T> resource, T? value)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (value is null)
        {
            throw new JsonException("null in place of an object");
        }

        value.Metadata ??= new V1ObjectMeta();
        value.Metadata.ManagedFields = null;
        Name(resource, value);
        return value;
    }
}
