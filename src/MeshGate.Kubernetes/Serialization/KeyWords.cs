namespace MeshGate.Kubernetes.Serialization;

/// <summary>Public keys by name, in one word: each after its name and a colon, with commas between, ordered by name.</summary>
internal static class KeyWords
{
    private const char Comma = ',';
    private const char Colon = ':';

    public static string Write(IReadOnlyDictionary<string, string> keys)
        => string.Join(Comma, keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => $"{key.Key}{Colon}{key.Value}"));

    /// <summary>Reads the word; what is no key after a name is left out.</summary>
    public static Dictionary<string, string> Read(string word)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in word.Split(Comma, StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = pair.IndexOf(Colon, StringComparison.Ordinal);
            if (colon > 0)
            {
                keys[pair[..colon]] = pair[(colon + 1)..];
            }
        }

        return keys;
    }
}
