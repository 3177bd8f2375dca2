using MeshGate.Lab.Expectations;

namespace MeshGate.Lab.Machines;

/// <summary>How much longer everything takes on the machine that a lab runs on than on one for which scenarios are written.</summary>
/// <param name="Factor">1 or more.</param>
public readonly record struct Pace(int Factor)
{
    /// <summary>A machine for which scenarios are written.</summary>
    public static Pace Full { get; } = new(1);

    /// <summary>
    /// Whether a failure is forgiven: where nothing but a measured time is above its bound, which on a slow machine says nothing of what is
    /// tested.
    /// </summary>
    public bool Excuses(ExpectationOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Factor > 1 && outcome is { Passed: false, IsOnlySlow: true };
    }

    /// <summary>How long to wait for what should take no longer than a time.</summary>
    public TimeSpan Patience(TimeSpan time) => time * Factor;
}
