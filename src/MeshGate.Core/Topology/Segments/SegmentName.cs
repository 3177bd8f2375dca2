using System.Globalization;

namespace MeshGate.Core.Topology.Segments;

/// <summary>The names of segments: <c>segment-1</c> and so on.</summary>
internal static class SegmentName
{
    private const string Prefix = "segment-";

    /// <summary>The name of a segment by its number.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <summary>The number in a name; null where it is no segment's. The length bounds what a person can have written there.</summary>
    public static int? Parse(string name)
        => name.Length <= Prefix.Length + 4 && name.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : null;
}
