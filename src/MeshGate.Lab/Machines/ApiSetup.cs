using MeshGate.Lab.Cluster;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Machines;

/// <summary>A Kubernetes API of a lab: how it is reached, and how it is started for the first time.</summary>
internal abstract class ApiSetup(LabOptions options, LabParts parts)
{
    /// <summary>The port at which machines reach the API.</summary>
    internal const int Port = 6443;

    /// <summary>The user who may do everything.</summary>
    internal const string Admin = "admin";

    /// <summary>The user that the operator is.</summary>
    internal const string Operator = "operator";

    /// <summary>Where programs on the host reach it.</summary>
    internal Uri HostAddress { get; } = new($"https://127.0.0.1:{LoopbackPort.Free()}/");

    /// <summary>The file with the certificate of the authority that signed the server's, PEM.</summary>
    internal string AuthorityFile => Path.Combine(Folder, "ca.crt");

    /// <summary>Where it keeps its files.</summary>
    protected string Folder { get; } = Directory.CreateDirectory(parts.Directory.File("api")).FullName;

    /// <summary>How the lab is built.</summary>
    protected LabOptions Options => options;

    /// <summary>What the lab is made of.</summary>
    protected LabParts Parts => parts;

    /// <summary>Chooses the kind of API that was asked for.</summary>
    internal static ApiSetup Create(LabOptions options, LabParts parts) =>
        options.Api == ApiKind.Real ? new RealApiSetup(options, parts) : new EmbeddedApiSetup(options, parts);

    /// <summary>The user that a machine's daemon is.</summary>
    internal static string Daemon(string machine) => $"daemon-{machine}";

    /// <summary>A user's token.</summary>
    internal abstract string Token(string user);

    /// <summary>Starts it and returns once MeshGate's kinds are served.</summary>
    internal abstract Task StartAsync(RunningLab lab, CancellationToken cancellationToken);

    /// <summary>The machines whose daemons use the API.</summary>
    protected IEnumerable<string> Daemons => parts.Scenario.Machines.Where(m => m.Daemon).Select(m => m.Name);

    /// <summary>Adds a process to the lab.</summary>
    protected LabProcess Add(string name, string? ns, IReadOnlyList<string> command, TimeSpan? secondSignalAfter = null) =>
        parts.Processes[name] = new LabProcess(
            new ProcessSpec(name, ns, Path.Combine(parts.Directory.Logs, $"{name}.log"), command) { SecondSignalAfter = secondSignalAfter },
            parts.Directory);

    /// <summary>Makes the administrator's client.</summary>
    protected void Connect() => parts.Api = new LabApiClient(HostAddress, Token(Admin), AuthorityFile);
}
