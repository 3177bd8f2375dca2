namespace MeshGate.Operator.Topology;

/// <summary>What came of planning once.</summary>
/// <param name="Errors">What could not be written, one error an object.</param>
/// <param name="Again">When to plan again although nothing changed: something was put off, or the policies ask for it.</param>
public sealed record TopologyPass(IReadOnlyCollection<Exception> Errors, TimeSpan Again);
