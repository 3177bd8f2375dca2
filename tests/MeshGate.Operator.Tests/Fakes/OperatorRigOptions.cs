using MeshGate.Core.Addressing;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>What is out of the ordinary about an operator under test.</summary>
internal sealed record OperatorRigOptions
{
    /// <summary>Where it serves metrics and health; null for nowhere.</summary>
    public HostEndpoint? Metrics { get; init; }

    /// <summary>Whether the API is away when it starts.</summary>
    public bool IsDown { get; init; }
}
