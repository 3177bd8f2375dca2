using System.Text.Json.Nodes;

namespace MeshGate.Contract.Tests.Wire;

/// <summary>One line of a watch.</summary>
public sealed record WireEvent(string Type, JsonObject Object)
{
    public string? Name => (string?)Object["metadata"]?["name"];

    public string? Uid => (string?)Object["metadata"]?["uid"];

    public string Version => (string)Object["metadata"]!["resourceVersion"]!;

    public override string ToString() => $"{Type} {Name}".TrimEnd();
}
