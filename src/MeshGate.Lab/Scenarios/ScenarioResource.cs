using System.Text.Json.Nodes;

namespace MeshGate.Lab.Scenarios;

/// <summary>A Kubernetes object in a scenario. Placeholders such as <c>${stun.address}</c> are still in it.</summary>
public sealed record ScenarioResource(JsonObject Body, SourcePosition Position)
{
    /// <summary>The object's kind.</summary>
    public string Kind => (string)Body["kind"]!;

    /// <summary>The object's name.</summary>
    public string Name => (string)Body["metadata"]!["name"]!;
}
