using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>
/// An attack moved no endpoint of its victim, brought no more bytes out of it than went in, and cost it no more processor time for each
/// packet than a bound.
/// </summary>
public sealed record AttackRepelledExpectation(string Attack, double? MaximumMicroseconds) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.Zero;

    /// <inheritdoc/>
    public override string Describe() => $"attack {Attack} moved nothing and amplified nothing";

    /// <inheritdoc/>
    public override Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var result = lab.Attacks.Result(Attack);
        var cost = result.CpuMicroseconds;
        var repelled = result.Packets > 0 && result.Moved.Count == 0 && result.BytesOut <= result.BytesIn;
        return Task.FromResult(new ExpectationOutcome(
            repelled && !(cost > MaximumMicroseconds), result.ToString(), cost, MaximumMicroseconds, "µs") { IsOnlySlow = repelled });
    }

    internal static AttackRepelledExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'attackRepelled'", "attack", "maxCpu");
        return new AttackRepelledExpectation(names.Attack(reader.Require("attack")), reader.OptionalNumber("maxCpu", 0, 1_000_000));
    }
}
