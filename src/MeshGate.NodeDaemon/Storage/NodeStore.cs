using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>
/// The daemon's directory on disk (0700): the private key, and what it needs to come back without the API. Files are written whole
/// and renamed into place, so that a crash leaves the old or the new one.
/// </summary>
public sealed class NodeStore
{
    private readonly string _directory;

    /// <summary>Opens the directory and makes it if it is missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public NodeStore(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The name that a file has while it is written.</summary>
    public static string TemporaryNameOf(string name) => name + ".new";

    /// <summary>The path of a file in the directory.</summary>
    public string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>Reads a value; null if there is none, or none that can be read.</summary>
    public T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name)), type);
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes a value, readable by the daemon's user alone.</summary>
    public void Write<T>(string name, T value, JsonTypeInfo<T> type) => Write(name, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Writes bytes, readable by the daemon's user alone.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var temporary = PathOf(TemporaryNameOf(name));
        using (var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(name), overwrite: true);
    }

    /// <summary>Removes a file; one that is not there is no error.</summary>
    public void Delete(string name) => File.Delete(PathOf(name));
}
