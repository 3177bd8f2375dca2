namespace MeshGate.Lab.Demonstration;

/// <summary>Operations of one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="AtOnce">The most that were under way at a time.</param>
/// <param name="Operations">Each of them.</param>
public sealed record OperationsRecord(string Name, int AtOnce, IReadOnlyList<OperationRecord> Operations);
