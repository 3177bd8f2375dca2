using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MeshGate.Page.Picture;

/// <summary>What of a picture changed; all of it, where a page begins.</summary>
/// <param name="Revision">Counts from 1 in each run of the server.</param>
public sealed record PictureUpdate([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long Revision)
{
    /// <summary>Whether this is all there is: what a page has besides is gone.</summary>
    public bool Full { get; init; }

    /// <summary>Whether what the server shows is current: false while the Kubernetes API cannot be watched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Connected { get; init; } = true;

    /// <summary>How many more pairs there are, all direct.</summary>
    public int Hidden { get; init; }

    /// <summary>Nodes that are new or changed, ordered by name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<PictureNode> Nodes { get; init; } = [];

    /// <summary>Segments that are new or changed, ordered by name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<PictureSegment> Segments { get; init; } = [];

    /// <summary>Pairs that are new or changed, ordered by their names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<PictureLink> Links { get; init; } = [];

    /// <summary>Routes that are new or changed, ordered by name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<PictureRoute> Routes { get; init; } = [];

    /// <summary>Names of nodes that are gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<string> GoneNodes { get; init; } = [];

    /// <summary>Names of segments that are gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<string> GoneSegments { get; init; } = [];

    /// <summary>Pairs that are gone, with a tilde between the names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<string> GoneLinks { get; init; } = [];

    /// <summary>Names of routes that are gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<string> GoneRoutes { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ImmutableArray<Happening> Happenings { get; init; } = [];

    /// <summary>What changed between two pictures.</summary>
    public static PictureUpdate Between(MeshPicture before, MeshPicture after, long revision)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new PictureUpdate(revision)
        {
            Hidden = after.Hidden,
            Nodes = Changed(before.Nodes, after.Nodes),
            Segments = Changed(before.Segments, after.Segments),
            Links = Changed(before.Links, after.Links),
            Routes = Changed(before.Routes, after.Routes),
            GoneNodes = Gone(before.Nodes, after.Nodes),
            GoneSegments = Gone(before.Segments, after.Segments),
            GoneLinks = Gone(before.Links, after.Links),
            GoneRoutes = Gone(before.Routes, after.Routes),
        };
    }

    /// <summary>Whether nothing changed.</summary>
    [JsonIgnore]
    public bool IsEmpty => Nodes.IsEmpty && Segments.IsEmpty && Links.IsEmpty && Routes.IsEmpty && GoneNodes.IsEmpty && GoneSegments.IsEmpty && GoneLinks.IsEmpty && GoneRoutes.IsEmpty && Happenings.IsEmpty;

    private static ImmutableArray<T> Changed<T>(ImmutableDictionary<string, T> before, ImmutableDictionary<string, T> after)
        where T : class, IEquatable<T>
        => [.. after.Where(item => !(before.TryGetValue(item.Key, out T? old) && old.Equals(item.Value))).OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value)];

    private static ImmutableArray<string> Gone<T>(ImmutableDictionary<string, T> before, ImmutableDictionary<string, T> after)
        => [.. before.Keys.Where(key => !after.ContainsKey(key)).Order(StringComparer.Ordinal)];
}
