using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Cli.Output;

namespace MeshGate.Cli.Bundles;

/// <summary>The file of a bundle. Everything goes through here, and nothing past the cleaning.</summary>
internal sealed class BundleArchive : IDisposable
{
    private static readonly JsonSerializerOptions Readable = ReadableJson.Of(new JsonSerializerOptions { WriteIndented = true });

    private readonly TarWriter _tar;
    private readonly string _folder;
    private readonly DateTimeOffset _time;
    private readonly SecretText _text;
    private readonly SecretJson _json;

    /// <summary>Begins one.</summary>
    /// <param name="stream">Where to; closed with the archive.</param>
    /// <param name="folder">The folder in it.</param>
    /// <param name="time">When its files were made.</param>
    /// <param name="publicKeys">WireGuard public keys, which may stay.</param>
    public BundleArchive(Stream stream, string folder, DateTimeOffset time, IReadOnlySet<string> publicKeys)
    {
        _tar = new TarWriter(new GZipStream(stream, CompressionLevel.Optimal), TarEntryFormat.Pax);
        _folder = folder;
        _time = time;
        _text = new SecretText(publicKeys);
        _json = new SecretJson(_text);
    }

    /// <summary>Adds a text.</summary>
    public void Add(string path, string text) => Write(path, _text.Clean(text));

    /// <summary>Adds an object.</summary>
    public void Add(string path, JsonNode? json) => Write(path, _json.Clean(json)?.ToJsonString(Readable) ?? "null");

    /// <inheritdoc/>
    public void Dispose() => _tar.Dispose();

    private void Write(string path, string text)
    {
        // Names of objects have no slashes, but those of files must not depend on that.
        string safe = string.Join('/', path.Split('/').Select(part => part is "." or ".." or "" ? "_" : part));
        _tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{_folder}/{safe}")
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            ModificationTime = _time,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
