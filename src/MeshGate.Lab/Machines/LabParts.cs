using MeshGate.Lab.Cluster;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>What a running lab is made of, filled in while it is built.</summary>
internal sealed class LabParts
{
    internal required Scenario Scenario { get; init; }

    internal required LabDirectory Directory { get; init; }

    internal required LabBinaries Binaries { get; init; }

    internal required Guard Guard { get; init; }

    internal required NetworkPlan Plan { get; init; }

    internal required ProcessorPlan Processors { get; init; }

    internal Dictionary<string, LabMachine> Machines { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, LabProcess> Processes { get; } = new(StringComparer.Ordinal);

    internal LabApiClient? Api { get; set; }
}
