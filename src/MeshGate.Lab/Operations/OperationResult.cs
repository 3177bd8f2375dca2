namespace MeshGate.Lab.Operations;

/// <summary>What became of one operation.</summary>
/// <param name="Operation">What was to be done.</param>
/// <param name="Started">When it began, by the lab's clock (a timestamp).</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Failure">What went wrong; null where nothing did.</param>
public sealed record OperationResult(PlannedOperation Operation, long Started, TimeSpan Duration, string? Failure);
