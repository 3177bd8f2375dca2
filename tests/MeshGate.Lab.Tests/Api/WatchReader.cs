using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api;

/// <summary>Reads the events of a watch, each within ten seconds.</summary>
public sealed class WatchReader(HttpResponseMessage response) : IDisposable
{
    private StreamReader? _lines;

    /// <summary>The next event as its type and its object; null at the end of the stream.</summary>
    public async Task<(string Type, JsonObject Object)?> NextAsync()
    {
        _lines ??= new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        string? line = await _lines.ReadLineAsync(limit.Token);
        if (line is null)
        {
            return null;
        }

        JsonObject item = JsonNode.Parse(line)!.AsObject();
        return ((string)item["type"]!, item["object"]!.AsObject());
    }

    /// <summary>The next event as <c>TYPE name</c>, or <c>END</c>.</summary>
    public async Task<string> NextNameAsync() => await NextAsync() is { } item ? $"{item.Type} {(string?)item.Object["metadata"]?["name"]}".TrimEnd() : "END";

    public void Dispose()
    {
        _lines?.Dispose();
        response.Dispose();
    }
}
