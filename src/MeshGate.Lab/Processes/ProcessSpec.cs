namespace MeshGate.Lab.Processes;

/// <summary>How a process of the lab is started. Secrets go into files, never into arguments or the environment.</summary>
/// <param name="Name">What reports call it, such as <c>a/daemon</c>.</param>
/// <param name="Namespace">The network namespace that it runs in; null for the host's.</param>
/// <param name="LogFile">Where its output is appended.</param>
/// <param name="Command">File and arguments.</param>
public sealed record ProcessSpec(string Name, string? Namespace, string LogFile, IReadOnlyList<string> Command)
{
    /// <summary>Additional environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it stands for the network, which is not slower because the machines are busy: then it goes before them.</summary>
    public bool IsNetwork { get; init; }

    /// <summary>After how long a signal to end is sent once more, to programs that wait for their clients and end at once the second time.</summary>
    public TimeSpan? SecondSignalAfter { get; init; }
}
