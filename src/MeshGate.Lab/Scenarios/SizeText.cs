using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Scenarios;

/// <summary>Sizes in bytes as scenarios write them: <c>500</c>, <c>64KiB</c>, <c>1MiB</c>.</summary>
public static partial class SizeText
{
    /// <summary>Reads a size of at most 1 GiB.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        bytes = 0;
        var match = Form().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var factor = match.Groups[2].Value switch
        {
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            _ => 1L,
        };
        if (number > (1L << 30) / factor)
        {
            return false;
        }

        bytes = (int)(number * factor);
        return true;
    }

    [GeneratedRegex(@"^(\d{1,10})(KiB|MiB|GiB|B)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
