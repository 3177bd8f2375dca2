namespace MeshGate.Lab.Scenarios;

/// <summary>A machine of the mesh. Without a site it is on the internet itself.</summary>
public sealed record MachineSpec(
    string Name,
    string? Site,
    IPFamily Family,
    int ListenPort,
    IReadOnlyDictionary<string, string> Labels,
    string? Endpoint,
    bool Daemon,
    SourcePosition Position);
