using System.Text.Json.Nodes;

namespace MeshGate.Contract.Tests.Wire;

/// <summary>Reads the events of a watch, each within twenty seconds.</summary>
public sealed class WireWatch(HttpResponseMessage response) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private StreamReader? _lines;

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<WireEvent?> NextAsync()
    {
        _lines ??= new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        if (await _lines.ReadLineAsync(limit.Token) is not { } line)
        {
            return null;
        }

        var item = JsonNode.Parse(line)!.AsObject();
        return new WireEvent((string)item["type"]!, item["object"]!.AsObject());
    }

    /// <summary>The next event, which must be there.</summary>
    public async Task<WireEvent> EventAsync() => await NextAsync() ?? throw new EndOfStreamException("the watch ended");

    /// <summary>The next event as <c>TYPE name</c>, or <c>END</c>.</summary>
    public async Task<string> TellAsync() => await NextAsync() is { } item ? item.ToString() : "END";

    public void Dispose()
    {
        _lines?.Dispose();
        response.Dispose();
    }
}
