using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>Orders API versions by maturity and number, as Kubernetes does: v2 above v1 above v1beta2 above v1alpha1 above anything else.</summary>
public sealed partial class VersionOrder : IComparer<string>
{
    private VersionOrder()
    {
    }

    /// <summary>The only instance.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        int order = Rank(x).CompareTo(Rank(y));
        return order != 0 ? order : string.CompareOrdinal(y, x);
    }

    private static (int Maturity, int Major, int Minor) Rank(string? version)
    {
        Match match = Form().Match(version ?? string.Empty);
        if (!match.Success)
        {
            return (0, 0, 0);
        }

        int maturity = match.Groups["stage"].Value switch { "alpha" => 1, "beta" => 2, _ => 3 };
        return (maturity, Number(match.Groups["major"]), Number(match.Groups["minor"]));
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^v(?<major>[0-9]{1,6})((?<stage>alpha|beta)(?<minor>[0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
