using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>How OpenAPI documents name kinds.</summary>
public static class OpenApiNames
{
    /// <summary>The name of the schema of metadata.</summary>
    public const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    /// <summary>The name of a kind's schema, such as <c>io.meshgate.v1alpha1.MeshNode</c>.</summary>
    public static string Schema(ServedResource resource)
    {
        if (!resource.IsCustom)
        {
            string group = resource.Group.Length == 0 ? "core" : resource.Group.Split('.')[0];
            return $"io.k8s.api.{group}.{resource.Version}.{resource.Kind}";
        }

        return $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.{resource.Kind}";
    }

    /// <summary>The extension that ties a schema or an operation to a kind.</summary>
    public static JsonObject Kind(ServedResource resource) => new() { ["group"] = resource.Group, ["version"] = resource.Version, ["kind"] = resource.Kind };
}
