namespace MeshGate.Lab.Machines;

/// <summary>How a lab is built.</summary>
/// <param name="Binaries">The programs to run.</param>
/// <param name="Mode"><c>run</c> for a lab that goes away with this process, <c>up</c> for one that stays.</param>
/// <param name="Api">The Kubernetes API to run.</param>
public sealed record LabOptions(LabBinaries Binaries, string Mode, ApiKind Api = ApiKind.Embedded)
{
    /// <summary>Whether the daemons are left for the caller to start.</summary>
    public bool HoldDaemons { get; init; }

    /// <summary>Additional environment variables of operators and daemons, by the process's name, such as <c>a/daemon</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environment { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Whose WireGuard the machines have.</summary>
    public WireGuardKind WireGuard { get; init; }

    /// <summary>How the lab's own machine keeps pace.</summary>
    public Pace Pace { get; init; } = Pace.Full;
}
