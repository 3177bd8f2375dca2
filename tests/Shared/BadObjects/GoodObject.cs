using System.Text.Json.Nodes;

namespace MeshGate.Tests.BadObjects;

/// <summary>An object beside which the bad ones are judged.</summary>
internal sealed record GoodObject(string Kind, string Name, JsonNode? Spec, string? PublicKey)
{
    /// <summary>The object as it is posted.</summary>
    public string Json() => TableReader.Json(Kind, Name, Spec);
}
