namespace MeshGate.Page.Serving;

/// <summary>A file of the page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Tag">Its entity tag (RFC 9110, section 8.8.3).</param>
internal sealed record PageAsset(string Name, string Type, byte[] Content, string Tag);
