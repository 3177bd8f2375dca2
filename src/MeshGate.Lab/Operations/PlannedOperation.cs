namespace MeshGate.Lab.Operations;

/// <summary>An operation that is to be done.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="From">The machine that does it.</param>
/// <param name="To">The machine that it is done to.</param>
public sealed record PlannedOperation(OperationKind Kind, string From, string To);
