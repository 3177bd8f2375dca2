using System.Xml;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>
/// Walks a router's XML: no DTD and so no entities of its own, nothing is fetched, size, depth and number of nodes are bounded.
/// </summary>
internal static class UpnpXml
{
    /// <summary>Told of each element that holds text alone.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <param name="text">Its text, trimmed.</param>
    internal delegate void Leaf(string name, int depth, string text);

    /// <summary>Walks a document; false if it is none, or exceeds the limits.</summary>
    /// <param name="document">The document, its encoding as it declares.</param>
    /// <param name="onLeaf">Told of each leaf, in order.</param>
    /// <param name="onEnd">Told of each element that ends: its local name and depth.</param>
    internal static bool TryWalk(ReadOnlyMemory<byte> document, Leaf onLeaf, Action<string, int>? onEnd = null)
    {
        if (document.Length is 0 or > UpnpLimits.MaxDocument)
        {
            return false;
        }

        try
        {
            using var stream = new MemoryStream(document.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = UpnpLimits.MaxDocument,
                MaxCharactersFromEntities = 1024,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                ConformanceLevel = ConformanceLevel.Document,
            });
            return Walk(reader, onLeaf, onEnd);
        }
        catch (Exception error) when (error is XmlException or IOException or ArgumentException or NotSupportedException)
        {
            // Not well-formed, too long, or in an encoding that nobody knows.
            return false;
        }
    }

    private static bool Walk(XmlReader reader, Leaf onLeaf, Action<string, int>? onEnd)
    {
        string? open = null;
        string text = string.Empty;
        for (int nodes = 0; reader.Read(); nodes++)
        {
            if (nodes > UpnpLimits.MaxNodes || reader.Depth > UpnpLimits.MaxDepth)
            {
                return false;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    open = reader.IsEmptyElement ? null : reader.LocalName;
                    text = string.Empty;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open is not null && text.Length <= UpnpLimits.MaxUrl:
                    text += reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    if (open is not null)
                    {
                        onLeaf(open, reader.Depth, text.Trim());
                    }

                    open = null;
                    onEnd?.Invoke(reader.LocalName, reader.Depth);
                    break;
            }
        }

        return true;
    }
}
