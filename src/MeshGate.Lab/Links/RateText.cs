using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Links;

/// <summary>Rates as scenarios write them: <c>64kbit</c>, <c>100Mbit</c>, <c>1Gbit</c>; decimal units, bits per second.</summary>
public static partial class RateText
{
    /// <summary>Reads a rate from 8kbit to 10Gbit.</summary>
    public static bool TryParse(string text, out long rate)
    {
        ArgumentNullException.ThrowIfNull(text);
        rate = 0;
        if (text.Length > 16 || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var number = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
        {
            "kbit" => 1e3,
            "Mbit" => 1e6,
            _ => 1e9,
        };
        rate = number is >= LinkSpec.MinimumRate and <= LinkSpec.MaximumRate ? (long)number : 0;
        return rate > 0;
    }

    /// <summary>Writes a rate shortly.</summary>
    public static string Write(long rate) => rate switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{rate / 1e3:0.###}kbit"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.###}Mbit"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rate / 1e9:0.###}Gbit"),
    };

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(kbit|Mbit|Gbit)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
