namespace MeshGate.Lab.Expectations;

/// <summary>What one look found.</summary>
/// <param name="Passed">Whether it is as expected.</param>
/// <param name="Detail">What was found, for a person.</param>
/// <param name="Value">The measured value; null where the time until it passed is the measure.</param>
/// <param name="Bound">What the value was held to.</param>
/// <param name="Unit">The unit of both.</param>
public sealed record ExpectationOutcome(bool Passed, string Detail, double? Value = null, double? Bound = null, string Unit = "s")
{
    /// <summary>Whether nothing but a measured time stands against it, which is not judged on a slow machine.</summary>
    public bool IsOnlySlow { get; init; }
}
