namespace MeshGate.Page.Picture;

/// <summary>A segment as it is drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">The form of topology in force in it.</param>
/// <param name="Regions">The regions of its nodes, with commas between; null where none is known.</param>
public sealed record PictureSegment(string Name, string Form, string? Regions);
