using System.Globalization;
using System.Security.Cryptography;

namespace MeshGate.Lab.Processes;

/// <summary>A lab's directory below <c>/run</c>: everything that it keeps in files, readable by root alone.</summary>
public sealed class LabDirectory
{
    /// <summary>Where all labs of the machine are.</summary>
    public const string Root = "/run/meshgate-lab";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly Lock _pidsLock = new();

    private LabDirectory(string id) => Id = id;

    /// <summary>Four hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The lab's directory.</summary>
    public string Path => System.IO.Path.Combine(Root, Id);

    /// <summary>Where the logs are.</summary>
    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>What every namespace of the lab begins with.</summary>
    public string NamespacePrefix => $"mg{Id}-";

    /// <summary>What every tunnel interface of the lab begins with.</summary>
    public string InterfacePrefix => $"mg{Id}n";

    private string Pids => System.IO.Path.Combine(Path, "pids");

    /// <summary>Makes the directory of a new lab.</summary>
    public static LabDirectory Create()
    {
        Directory.CreateDirectory(Root, OwnerOnly);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var directory = new LabDirectory(RandomNumberGenerator.GetHexString(4, lowercase: true));
            if (!Directory.Exists(directory.Path))
            {
                Directory.CreateDirectory(directory.Path, OwnerOnly);
                Directory.CreateDirectory(directory.Logs, OwnerOnly);
                return directory;
            }
        }

        throw new LabException($"{Root} is full.");
    }

    /// <summary>An existing lab.</summary>
    public static LabDirectory Open(string id) =>
        id is { Length: 4 } && id.All(char.IsAsciiHexDigitLower)
            ? new LabDirectory(id)
            : throw new LabException($"'{id}' is not the id of a lab: four hexadecimal digits.");

    /// <summary>Every lab of the machine.</summary>
    public static IReadOnlyList<LabDirectory> All() => !Directory.Exists(Root)
        ? []
        : [.. Directory.GetDirectories(Root)
            .Select(System.IO.Path.GetFileName)
            .Where(n => n is { Length: 4 } && n.All(char.IsAsciiHexDigitLower))
            .Order(StringComparer.Ordinal)
            .Select(n => new LabDirectory(n!))];

    /// <summary>A file in the lab's directory.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that only root may read, and creates its directory where needed.</summary>
    public string WriteSecret(string name, string content)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, OwnerOnly);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(content);
        return path;
    }

    /// <summary>Notes a process that the lab started, for whoever has to end it.</summary>
    public void Remember(int processId)
    {
        if (ProcessTable.StartTime(processId) is { } start)
        {
            lock (_pidsLock)
            {
                System.IO.File.AppendAllText(Pids, string.Create(CultureInfo.InvariantCulture, $"{processId} {start}\n"));
            }
        }
    }

    /// <summary>The processes noted that still live.</summary>
    public IReadOnlyList<int> LivingProcesses()
    {
        if (!System.IO.File.Exists(Pids))
        {
            return [];
        }

        var living = new List<int>();
        foreach (var line in System.IO.File.ReadAllLines(Pids))
        {
            var parts = line.Split(' ');
            if (parts.Length == 2
                && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start)
                && ProcessTable.StartTime(id) == start)
            {
                living.Add(id);
            }
        }

        return living;
    }
}
