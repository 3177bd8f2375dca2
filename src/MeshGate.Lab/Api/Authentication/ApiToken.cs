using System.Text.RegularExpressions;

namespace MeshGate.Lab.Api.Authentication;

/// <summary>A bearer token and whose it is. It never prints itself.</summary>
/// <param name="Token">The secret.</param>
/// <param name="User">The user's name.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="NodeName">Of a daemon: its machine.</param>
public sealed partial record ApiToken(string Token, string User, ApiRole Role, string? NodeName = null)
{
    /// <summary>Reads a token file: a <c>token,user,role</c> line each, where the role is admin, operator or <c>daemon:NODENAME</c>.</summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message names it and holds no secret.</exception>
    public static IReadOnlyList<ApiToken> ReadFile(string path)
    {
        var tokens = new List<ApiToken>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string text = line.Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                tokens.Add(Parse(text) ?? throw new InvalidDataException($"{path}:{number}: expected token,user,role with role admin, operator or daemon:NODENAME"));
            }
        }

        return tokens;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{User} ({Role})";

    private static ApiToken? Parse(string line)
    {
        string[] parts = line.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 3 || !TokenForm().IsMatch(parts[0]) || parts[1].Length == 0)
        {
            return null;
        }

        return parts[2] switch
        {
            "admin" => new ApiToken(parts[0], parts[1], ApiRole.Admin),
            "operator" => new ApiToken(parts[0], parts[1], ApiRole.Operator),
            ['d', 'a', 'e', 'm', 'o', 'n', ':', _, ..] => new ApiToken(parts[0], parts[1], ApiRole.Daemon, parts[2]["daemon:".Length..]),
            _ => null,
        };
    }

    // RFC 6750, section 2.1.
    [GeneratedRegex(@"^[A-Za-z0-9._~+/-]+=*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();
}
