using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Shows stored objects in the version that a client asked for.</summary>
public static class ObjectView
{
    /// <summary>The object as JSON, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Json(StoredObject value, ServedResource resource) =>
        value.ApiVersion == resource.GroupVersion ? value.Json : JsonTree.ToUtf8(Tree(value, resource));

    /// <summary>The object as a tree that the caller may change.</summary>
    public static JsonObject Tree(StoredObject value, ServedResource resource)
    {
        JsonObject tree = value.Read();
        tree["apiVersion"] = resource.GroupVersion;
        return tree;
    }
}
