namespace MeshGate.Lab.Machines;

/// <summary>Where the programs and manifests that the lab needs are.</summary>
public sealed record LabBinaries(string Lab, string Daemon, string Operator, string Crds)
{
    private const string DirectoryVariable = "MESHGATE_BIN";

    /// <summary>The roles of operator and daemons, beside the definitions.</summary>
    public string Rbac => Path.Combine(Path.GetDirectoryName(Crds.TrimEnd('/')) ?? ".", "rbac");

    /// <summary>Where MeshGate's programs are, <c>meshgate</c> among them.</summary>
    public string Programs => Path.GetDirectoryName(Daemon) ?? ".";

    /// <summary>
    /// Finds them: programs in <paramref name="bin"/>, else in MESHGATE_BIN, else in <c>bin/</c> of the source tree that this
    /// program lies in; manifests in <paramref name="crds"/>, else in that tree's <c>config/crd</c>.
    /// </summary>
    public static LabBinaries Find(string? bin, string? crds)
    {
        var tree = SourceTree();
        var directory = bin ?? Environment.GetEnvironmentVariable(DirectoryVariable) ?? Path.Combine(tree ?? ".", "bin");
        var own = Path.Combine(AppContext.BaseDirectory, "meshgate-lab");
        return new LabBinaries(
            File.Exists(own) ? own : Path.GetFullPath(Path.Combine(directory, "meshgate-lab")),
            Path.GetFullPath(Path.Combine(directory, "meshgate-noded")),
            Path.GetFullPath(Path.Combine(directory, "meshgate-operator")),
            Path.GetFullPath(crds ?? Path.Combine(tree ?? ".", "config", "crd")));
    }

    /// <summary>The directory of the source tree that this program lies in; null outside of one.</summary>
    public static string? SourceTree()
    {
        // The base directory is the real one, whatever symbolic link the program was called by.
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "MeshGate.sln")))
            {
                return directory.FullName;
            }
        }

        return null;
    }
}
