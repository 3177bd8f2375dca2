using System.Text.RegularExpressions;

namespace MeshGate.Lab.Api.Objects;

/// <summary>The forms of names on the Kubernetes API (RFC 1123 and the qualified names of labels).</summary>
public static partial class NameRules
{
    /// <summary>What is wrong with a name, in the API's words; null if nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isLabel">Whether it may hold no dots and at most 63 characters.</param>
    public static string? Explain(string name, bool isLabel)
    {
        if (name.Length > (isLabel ? 63 : 253))
        {
            return $"must be no more than {(isLabel ? 63 : 253)} characters";
        }

        if (isLabel)
        {
            return Label().IsMatch(name) ? null : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
                + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
        }

        return Subdomain().IsMatch(name) ? null : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
            + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    }

    /// <summary>Whether a text is a label's key: a name, or a DNS prefix, a slash and a name.</summary>
    public static bool IsQualifiedName(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string name = text[(slash + 1)..];
        return (slash < 0 || Explain(text[..slash], false) is null) && name.Length is > 0 and <= 63 && QualifiedPart().IsMatch(name);
    }

    /// <summary>Whether a text is a label's value.</summary>
    public static bool IsLabelValue(string text) => text.Length == 0 || (text.Length <= 63 && QualifiedPart().IsMatch(text));

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedPart();
}
