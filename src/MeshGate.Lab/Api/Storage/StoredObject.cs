using System.Collections.Frozen;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Storage;

/// <summary>One version of an object, immutable: its JSON text as it goes over the wire, and what selectors ask for.</summary>
public sealed class StoredObject
{
    /// <summary>Makes one from a whole object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="resourceVersion">The version of this write.</param>
    /// <param name="value">The object, which carries that version in its metadata.</param>
    public StoredObject(ObjectKey key, long resourceVersion, JsonObject value)
    {
        Key = key;
        ResourceVersion = resourceVersion;
        Json = JsonTree.ToUtf8(value);
        JsonObject? metadata = value["metadata"].Map();
        Uid = metadata?["uid"].Text() ?? string.Empty;
        ApiVersion = value["apiVersion"].Text() ?? string.Empty;
        Labels = (metadata?["labels"].Map() ?? []).ToFrozenDictionary(label => label.Key, label => label.Value.Text() ?? string.Empty);
    }

    /// <summary>The object's name.</summary>
    public ObjectKey Key { get; }

    /// <summary>The version of the write that made it.</summary>
    public long ResourceVersion { get; }

    /// <summary>The object as JSON, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Its uid.</summary>
    public string Uid { get; }

    /// <summary>The group and version in which it is stored.</summary>
    public string ApiVersion { get; }

    /// <summary>Its labels.</summary>
    public FrozenDictionary<string, string> Labels { get; }

    /// <summary>Reads the object into a tree that the caller may change.</summary>
    public JsonObject Read() => JsonTree.ParseObject(Json.Span);
}
