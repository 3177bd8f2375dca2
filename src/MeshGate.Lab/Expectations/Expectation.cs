using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>Something that a scenario expects to become true.</summary>
public abstract record Expectation
{
    /// <summary>What is expected, in a few words.</summary>
    public abstract string Describe();

    /// <summary>The deadline where the step names none.</summary>
    public virtual TimeSpan DefaultWithin => TimeSpan.FromSeconds(10);

    /// <summary>Looks once. Repeated until it passes or the deadline is over.</summary>
    public abstract Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken);
}
