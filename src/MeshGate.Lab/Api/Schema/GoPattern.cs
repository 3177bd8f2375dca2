using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Api.Schema;

/// <summary>
/// Compiles a pattern as Kubernetes reads it (RE2 syntax): <c>$</c> is the very end of the text and <c>\d</c> and <c>\w</c> mean
/// ASCII. Matching takes linear time, so that no pattern and no value can stall the server.
/// </summary>
public static class GoPattern
{
    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="JsonException">It is not a pattern, or needs backtracking, which RE2 does not have either.</exception>
    public static Regex Compile(string pattern, string where)
    {
        try
        {
            return new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new JsonException($"{where}.pattern: {failure.Message}", failure);
        }
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(Escape(pattern[++i], inClass));
                continue;
            }

            inClass = c switch { '[' => true, ']' => false, _ => inClass };
            result.Append(c == '$' && !inClass ? "\\z" : c.ToString());
        }

        return result.ToString();
    }

    private static string Escape(char c, bool inClass) => (c, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('w', false) => "[0-9A-Za-z_]",
        ('w', true) => "0-9A-Za-z_",
        _ => $"\\{c}",
    };
}
