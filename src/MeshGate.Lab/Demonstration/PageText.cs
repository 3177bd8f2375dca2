using System.Globalization;
using System.Text;

namespace MeshGate.Lab.Demonstration;

/// <summary>Makes a text safe between the tags of a page and in its quoted attributes: whatever it holds is shown and nothing of it is obeyed.</summary>
public static class PageText
{
    /// <summary>The text with everything that means something in HTML replaced, and without characters that no page may have.</summary>
    public static string Escape(string? text)
    {
        var safe = new StringBuilder();
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\n' or '\t' => safe.Append((char)rune.Value),
                _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned =>
                    safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }

        return safe.ToString();
    }
}
