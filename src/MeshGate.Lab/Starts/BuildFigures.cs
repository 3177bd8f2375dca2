namespace MeshGate.Lab.Starts;

/// <summary>What was measured of one build of the daemon.</summary>
/// <param name="Build">Its name.</param>
/// <param name="Starts">Each start.</param>
/// <param name="Memory">The memory some time after each start.</param>
/// <param name="MemoryInUse">The memory of the last one, with traffic to every peer.</param>
/// <param name="CpuPercent">Percent of one processor that the last one took meanwhile.</param>
/// <param name="Pings">Echo requests sent meanwhile.</param>
/// <param name="Answers">Answers to them.</param>
public sealed record BuildFigures(
    string Build,
    IReadOnlyList<StartTimes> Starts,
    IReadOnlyList<ProcessMemory> Memory,
    ProcessMemory MemoryInUse,
    double? CpuPercent,
    int Pings,
    int Answers);
