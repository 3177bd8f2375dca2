using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api;

/// <summary>What a server answered.</summary>
public sealed record ApiAnswer(int Code, JsonObject Body, IReadOnlyList<string> Warnings)
{
    public string? Message => (string?)Body["message"];

    public string? Reason => (string?)Body["reason"];

    public string? ResourceVersion => (string?)Body["metadata"]?["resourceVersion"];

    public JsonArray Items => Body["items"]!.AsArray();

    public IEnumerable<string> Names => Items.Select(item => (string)item!["metadata"]!["name"]!);

    public JsonNode? this[string path]
    {
        get
        {
            JsonNode? node = Body;
            foreach (string name in path.Split('.'))
            {
                node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name];
            }

            return node;
        }
    }
}
