using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Storage;

/// <summary>
/// The store's file: one line of JSON a write, appended before the write counts, so that a killed process loses nothing (a power cut
/// may: nothing waits for the disk). A torn last line is dropped. The file is rewritten, by a rename, when most of it is history.
/// It holds Secrets and is made for its owner alone; one process at a time may have it open. Guarded by the store's lock.
/// </summary>
public sealed class ObjectLog : IDisposable
{
    private const long MinimumRewriteBytes = 16 * 1024 * 1024;

    private readonly string _path;
    private FileStream _file;
    private long _bytesAfterRewrite;

    private ObjectLog(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>The version of the last write in the file.</summary>
    public long ResourceVersion { get; private set; }

    /// <summary>The objects that the file held when it was opened.</summary>
    public IReadOnlyList<LoggedObject> Objects { get; private set; } = [];

    /// <summary>Whether most of the file is history.</summary>
    public bool WantsRewrite => _file.Length > Math.Max(MinimumRewriteBytes, 2 * _bytesAfterRewrite);

    /// <summary>Opens a file, which is made if it is missing.</summary>
    /// <exception cref="InvalidDataException">A line other than a torn last one is no record.</exception>
    /// <exception cref="IOException">The file cannot be had, for one because another process has it.</exception>
    public static ObjectLog Open(string path)
    {
        var log = new ObjectLog(path, OpenFile(path, FileMode.OpenOrCreate));
        try
        {
            log.Load();
            log.Rewrite(log.ResourceVersion, log.Objects);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a write, whole or not at all.</summary>
    public void Append(string resource, StoredObject value, bool isRemoval)
    {
        long end = _file.Length;
        try
        {
            _file.Write(Line(resource, value, isRemoval));
        }
        catch (IOException)
        {
            // Half a line in the middle of the file would make it unreadable.
            _file.SetLength(end);
            throw;
        }
    }

    /// <summary>Replaces the file by one that holds these objects only.</summary>
    public void Rewrite(long version, IEnumerable<LoggedObject> objects)
    {
        string temporary = _path + ".new";
        FileStream next = OpenFile(temporary, FileMode.Create);
        try
        {
            next.Write(JsonTree.ToUtf8(new JsonObject { ["version"] = version }));
            next.Write("\n"u8);
            foreach (LoggedObject item in objects)
            {
                next.Write(Line(item.Resource, item.Object, false));
            }

            next.Flush(flushToDisk: true);
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        _file.Dispose();
        _file = next;
        _bytesAfterRewrite = next.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream OpenFile(string path, FileMode mode)
    {
        // No buffer in the process: what Write returned from is the kernel's, and survives a kill.
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static byte[] Line(string resource, StoredObject value, bool isRemoval)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Json.Length + 128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", value.ResourceVersion);
            writer.WriteString("resource", resource);
            writer.WriteString("namespace", value.Key.Namespace);
            writer.WriteString("name", value.Key.Name);
            if (!isRemoval)
            {
                writer.WritePropertyName("object");
                writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private void Load()
    {
        byte[] text = new byte[_file.Length];
        _file.ReadExactly(text);
        var objects = new Dictionary<(string, ObjectKey), LoggedObject>();
        int number = 0;
        for (int start = 0; text.AsSpan(start).IndexOf((byte)'\n') is var length && length >= 0; start += length + 1)
        {
            number++;
            try
            {
                // A record is one level deeper than the object in it.
                Apply(JsonTree.ParseObject(text.AsSpan(start, length), maximumDepth: JsonTree.MaximumDepth + 1), objects);
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"{_path}:{number}: not a record of this store: {failure.Message}", failure);
            }
        }

        Objects = [.. objects.Values];
    }

    private void Apply(JsonObject line, Dictionary<(string, ObjectKey), LoggedObject> objects)
    {
        long version = line["version"].Integer() ?? throw new JsonException("no version");
        ResourceVersion = Math.Max(ResourceVersion, version);
        if (line["resource"].Text() is not { } resource)
        {
            return;
        }

        var key = new ObjectKey(line["namespace"].Text() ?? string.Empty, line["name"].Text() ?? string.Empty);
        if (line["object"].Map() is { } value)
        {
            line.Remove("object");
            objects[(resource, key)] = new LoggedObject(resource, new StoredObject(key, version, value));
        }
        else
        {
            objects.Remove((resource, key));
        }
    }
}
