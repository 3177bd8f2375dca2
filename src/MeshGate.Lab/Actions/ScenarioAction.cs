using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Something that a scenario does to the lab.</summary>
public abstract record ScenarioAction
{
    /// <summary>What it does, in a few words.</summary>
    public abstract string Describe();

    /// <summary>Does it.</summary>
    /// <exception cref="LabException">It could not be done; the scenario cannot go on.</exception>
    public abstract Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken);
}
