using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>A field of a Kubernetes object has a certain value.</summary>
public sealed record FieldExpectation(
    string? ApiVersion, string Kind, string? Namespace, string Name, FieldPath Path, FieldComparison Comparison) : Expectation
{
    /// <inheritdoc/>
    public override string Describe() => $"{Kind} {Name}: {Path} {Comparison.Description}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var found = await lab.Api.GetAsync(ApiVersion, Kind, Namespace, Name, cancellationToken);
        var value = Path.Find(found);
        var text = found is null ? $"there is no {Kind} {Name}" : $"it is {FieldPath.Text(value) ?? "not there"}";
        return new ExpectationOutcome(Comparison.Holds(value), text.Length > 500 ? text[..500] + " …" : text);
    }
}
