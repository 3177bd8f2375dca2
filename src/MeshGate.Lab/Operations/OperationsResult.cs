using MeshGate.Lab.Reports;

namespace MeshGate.Lab.Operations;

/// <summary>What became of all operations of one name.</summary>
/// <param name="Results">Each of them.</param>
/// <param name="AtOnce">The most that were under way at a time.</param>
public sealed record OperationsResult(IReadOnlyList<OperationResult> Results, int AtOnce)
{
    /// <summary>Those that failed.</summary>
    public IReadOnlyList<OperationResult> Failed { get; } = [.. Results.Where(result => result.Failure is not null)];

    /// <summary>The time within which a share of all was done; one that failed counts as the time that it was waited for.</summary>
    public TimeSpan? Within(double share) =>
        Quantiles.Of(Results.Select(result => result.Duration.TotalSeconds), share) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
