using System.Collections.Immutable;

namespace MeshGate.Page.Picture;

/// <summary>A mesh as it is drawn: everything by the name that the page knows it by.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Segments">The segments.</param>
/// <param name="Links">The pairs, by <see cref="PictureLink.Id"/>.</param>
/// <param name="Routes">The MeshRoutes.</param>
/// <param name="Hidden">How many more pairs there are than are drawn; all of those speak directly and are not pinned.</param>
public sealed record MeshPicture(
    ImmutableDictionary<string, PictureNode> Nodes,
    ImmutableDictionary<string, PictureSegment> Segments,
    ImmutableDictionary<string, PictureLink> Links,
    ImmutableDictionary<string, PictureRoute> Routes,
    int Hidden)
{
    /// <summary>A mesh without anything.</summary>
    public static MeshPicture Empty { get; } = new(
        ImmutableDictionary.Create<string, PictureNode>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, PictureSegment>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, PictureLink>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, PictureRoute>(StringComparer.Ordinal),
        0);
}
