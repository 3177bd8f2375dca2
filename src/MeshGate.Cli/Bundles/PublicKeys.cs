using System.Text.Json.Nodes;

namespace MeshGate.Cli.Bundles;

/// <summary>Finds the public keys in MeshNodes: they look like private ones, and without them a bundle is worth little.</summary>
public static class PublicKeys
{
    private const string Own = "publicKey";
    private const string Others = "members";
    private static readonly string[] IdentityLists = [Others, "relays"];

    /// <summary>Finds them.</summary>
    public static IReadOnlySet<string> In(IEnumerable<JsonNode?> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return lists.SelectMany(list => (list?["items"] as JsonArray) ?? []).SelectMany(KeysOf).Where(IsKey).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> KeysOf(JsonNode? node)
    {
        if (node?["status"] is not JsonObject status)
        {
            yield break;
        }

        if (Text((status["agent"] as JsonObject)?[Own]) is { } own)
        {
            yield return own;
        }

        // An identity is one line: name, public key, addresses.
        foreach (string list in IdentityLists)
        {
            foreach (JsonNode? line in (status["assignment"] as JsonObject)?[list] as JsonArray ?? [])
            {
                if (Text(line)?.Split(' ') is [_, var key, ..])
                {
                    yield return key;
                }
            }
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[33];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out int length) && length == 32;
    }
}
