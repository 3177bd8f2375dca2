using System.Globalization;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>A text was, or was not, among what passed a machine's or server's cable since its capture began.</summary>
public sealed record CaptureExpectation(string Party, string Contains, bool Found, int MinimumPackets) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"'{Contains}' {(Found ? "passes" : "is never seen at")} {Party}";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var (packets, matching, dropped) = lab.Captures.Search(Party, Contains);
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{matching} of {packets} packets contain it{(dropped > 0 ? $"; {dropped} more were not kept" : string.Empty)}");

        // Where nothing passed, or not all was kept, that nothing was found proves nothing.
        var conclusive = packets >= MinimumPackets && (matching > 0 || dropped == 0);
        return Task.FromResult(new ExpectationOutcome(
            conclusive && matching > 0 == Found, detail, matching, Found ? null : 0, "packets"));
    }
}
