using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Storage;

/// <summary>What a mutation decided about an object.</summary>
public readonly record struct Change
{
    private Change(JsonObject value, bool isRemoval)
    {
        Value = value;
        IsRemoval = isRemoval;
    }

    /// <summary>The object as it shall be, or as it last was.</summary>
    public JsonObject Value { get; }

    /// <summary>Whether it shall go.</summary>
    public bool IsRemoval { get; }

    /// <summary>Stores an object.</summary>
    public static Change Put(JsonObject value) => new(value, false);

    /// <summary>Removes an object, whose last state watchers are shown.</summary>
    public static Change Remove(JsonObject last) => new(last, true);
}
