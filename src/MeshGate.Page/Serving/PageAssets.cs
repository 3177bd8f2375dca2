using System.Collections.Frozen;
using System.Security.Cryptography;

namespace MeshGate.Page.Serving;

/// <summary>The page itself, out of this assembly. Nothing in it says anything of a mesh.</summary>
internal static class PageAssets
{
    private static readonly FrozenDictionary<string, PageAsset> All = new[]
    {
        Read("index.html", "text/html; charset=utf-8"),
        Read("page.css", "text/css; charset=utf-8"),
        Read("page.js", "text/javascript; charset=utf-8"),
        Read("icon.svg", "image/svg+xml"),
        Read("licences.txt", "text/plain; charset=utf-8"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The file of a name; null where there is none.</summary>
    public static PageAsset? Find(string name) => All.GetValueOrDefault(name);

    private static PageAsset Read(string name, string type)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageAsset(name, type, content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
    }
}
