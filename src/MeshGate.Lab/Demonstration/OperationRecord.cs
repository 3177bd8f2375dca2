namespace MeshGate.Lab.Demonstration;

/// <summary>What became of one operation.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="From">Who did it.</param>
/// <param name="To">To whom.</param>
/// <param name="At">When it began, in seconds since the beginning.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">What went wrong; null for nothing.</param>
public sealed record OperationRecord(string Kind, string From, string To, double At, double Seconds, string? Failure);
