using System.CommandLine;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Commands;

/// <summary>Options that several commands have.</summary>
internal sealed class CommonOptions
{
    internal Option<string?> Bin { get; } = new("--bin")
    {
        Description = "Directory of the programs to run; default: MESHGATE_BIN, else bin/ of the source tree",
    };

    internal Option<string?> Crds { get; } = new("--crds")
    {
        Description = "Directory of the CustomResourceDefinitions; default: config/crd of the source tree",
    };

    internal Option<string?> KeepLogs { get; } = new("--keep-logs") { Description = "Directory that the logs are copied to at the end" };

    internal LabBinaries Binaries(ParseResult result) => LabBinaries.Find(result.GetValue(Bin), result.GetValue(Crds));
}
