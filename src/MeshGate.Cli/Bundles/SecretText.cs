using System.Text.RegularExpressions;

namespace MeshGate.Cli.Bundles;

/// <summary>Takes secrets out of text that somebody else wrote: logs, messages, arguments. Rather too much than too little.</summary>
/// <param name="publicKeys">WireGuard public keys, which look like private ones and may stay.</param>
public sealed partial class SecretText(IReadOnlySet<string> publicKeys)
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Removed = "(removed)";

    /// <summary>The text without secrets.</summary>
    public string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = PrivateBlock().Replace(text, Removed);
        text = UserInfo().Replace(text, $"$1{Removed}@");
        text = Scheme().Replace(text, $"$1 {Removed}");
        text = WebToken().Replace(text, Removed);
        text = BootstrapToken().Replace(text, Removed);
        text = Assignment().Replace(text, match => IsHarmless(match.Groups["value"].Value) ? match.Value : $"{match.Groups["before"].Value}{Removed}");
        return Key().Replace(text, match => publicKeys.Contains(match.Value) ? match.Value : Removed);
    }

    /// <summary>Whether a field or option of that name holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name) && !HarmlessName().IsMatch(name);

    private bool IsHarmless(string value) => value is "true" or "false" or "null" or Removed || publicKeys.Contains(value);

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", RegexOptions.Singleline)]
    private static partial Regex PrivateBlock();

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^/\s@""']+@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){1,4}")]
    private static partial Regex WebToken();

    [GeneratedRegex(@"\b[a-z0-9]{6}\.[a-z0-9]{16}\b")]
    private static partial Regex BootstrapToken();

    [GeneratedRegex(@"(?<before>(?:passw(?:or)?d|passphrase|secret|token|credentials?|(?:private|preshared|api|access|shared|static|account)[-_ ]?key)[""']?\s*[=:]\s*[""']?)(?<value>[^\s""',;}&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    // 32 bytes in base64, as WireGuard writes keys of every kind.
    [GeneratedRegex(@"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=(?!=)")]
    private static partial Regex Key();

    [GeneratedRegex("passw(or)?d|passphrase|secret|token|credential|authorization|sealed|(private|preshared|api|access|shared|static|account)[-_]?key", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("(name|ref|namespace|mount|seconds|path|kind|type)$", RegexOptions.IgnoreCase)]
    private static partial Regex HarmlessName();
}
