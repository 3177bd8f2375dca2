using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>One open watch.</summary>
internal sealed class FakeWatch(string? selector)
{
    public Channel<(string Type, JsonObject Value)> Events { get; } = Channel.CreateUnbounded<(string, JsonObject)>();

    /// <summary>Whether an object has the label that a selector of the form <c>key=value</c> or <c>key</c> asks for.</summary>
    public static bool Selects(string? selector, JsonObject value) => selector?.Split('=') switch
    {
        null => true,
        [var key] => value["metadata"]?["labels"] is JsonObject labels && labels.ContainsKey(key),
        [var key, var wanted] => value["metadata"]?["labels"]?[key]?.GetValue<string>() == wanted,
        _ => false,
    };

    /// <summary>Tells an event; to a watch that selects, an object that is not selected is one that is gone.</summary>
    public void Tell(string type, JsonObject value) => Events.Writer.TryWrite((Selects(selector, value) ? type : "DELETED", value));
}
