using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Patching;

/// <summary>JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>Splits a pointer into its unescaped tokens; the whole document has none.</summary>
    /// <exception cref="JsonPatchException">The pointer does not begin with a slash.</exception>
    public static string[] Parse(string pointer)
    {
        if (pointer.Length == 0)
        {
            return [];
        }

        if (pointer[0] != '/')
        {
            throw new JsonPatchException($"the pointer \"{pointer}\" does not begin with a slash", true);
        }

        return [.. pointer[1..].Split('/').Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    /// <summary>Follows tokens from a node.</summary>
    /// <returns>Whether there is a value, which may be null.</returns>
    public static bool TryFind(JsonNode? root, ReadOnlySpan<string> tokens, out JsonNode? value)
    {
        value = root;
        foreach (string token in tokens)
        {
            switch (value)
            {
                case JsonObject map when map.TryGetPropertyValue(token, out JsonNode? member):
                    value = member;
                    break;
                case JsonArray list when TryIndex(token, list.Count - 1, out int index):
                    value = list[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Reads a list index without leading zeros, up to a bound.</summary>
    public static bool TryIndex(string token, int maximum, out int index) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index <= maximum && (token.Length == 1 || token[0] != '0');
}
