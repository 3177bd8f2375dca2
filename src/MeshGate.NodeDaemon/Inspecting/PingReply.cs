using System.Globalization;
using System.Text.Json;

namespace MeshGate.NodeDaemon.Inspecting;

/// <summary>One echo through the tunnel, and the path that the peer had just after it.</summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="RttMilliseconds">Until the answer, in milliseconds with two decimals; null where none came.</param>
/// <param name="Path">Direct, Relay, Turn, None or Asleep, as the daemon has it; null where it does not know the peer or is not there.</param>
/// <param name="Via">The MeshNode that relays; null where none does.</param>
/// <param name="Endpoint">Where WireGuard sends to.</param>
/// <param name="Problem">Why no answer came; null where one did.</param>
public sealed record PingReply(int Sequence, double? RttMilliseconds, string? Path, string? Via, string? Endpoint, string? Problem)
{
    /// <summary>Takes the path of a peer out of <c>/peersz</c>.</summary>
    public PingReply On(JsonElement? peers, string peer)
    {
        if (peers is not { ValueKind: JsonValueKind.Array } all)
        {
            return this;
        }

        var found = all.EnumerateArray().FirstOrDefault(entry => Text(entry, "name") == peer);
        return found.ValueKind == JsonValueKind.Object ? this with { Path = Text(found, "path"), Via = Text(found, "via"), Endpoint = Text(found, "endpoint") } : this;
    }

    /// <summary>A line for people.</summary>
    public string Say(string peer)
    {
        var path = (Path, Via, Endpoint) switch
        {
            (null, _, _) => "by a path that no daemon here could name",
            ("Direct", _, { } endpoint) => $"direct, {endpoint}",
            ("Direct", _, null) => "direct",
            ("Relay", { } via, _) => $"through the relay {via}",
            ("Turn", _, _) => "through a TURN server",
            ("None", _, _) => "on no proven path",
            var (kind, _, _) => kind.ToLowerInvariant(),
        };
        return RttMilliseconds is { } rtt
            ? string.Create(CultureInfo.InvariantCulture, $"answer {Sequence} from {peer} in {rtt:0.0#} ms, {path}")
            : $"no answer {Sequence} from {peer}: {Problem}";
    }

    /// <summary>The same on one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PingReplyJsonContext.Default.PingReply);

    private static string? Text(JsonElement entry, string name)
        => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
