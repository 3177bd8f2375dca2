using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Expectations;

/// <summary>A TCP connection carries a number of bytes unharmed.</summary>
public sealed record TransferExpectation(string From, string To, int Size, bool Mesh, IPFamily? Family) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override string Describe() => $"transfer of {Size} bytes {From} → {To}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var result = await lab.TransferAsync(From, To, Size, Mesh, Family, cancellationToken);
        return new ExpectationOutcome(result.Intact, result.ToString());
    }
}
