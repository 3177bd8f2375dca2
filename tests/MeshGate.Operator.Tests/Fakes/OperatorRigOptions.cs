using MeshGate.Core.Addressing;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>What is out of the ordinary about an operator under test.</summary>
internal sealed record OperatorRigOptions
{
    /// <summary>Where it serves metrics and health; null for nowhere.</summary>
    public HostEndpoint? Metrics { get; init; }

    /// <summary>The mesh's address ranges.</summary>
    public string[] Cidrs { get; init; } = ["100.96.0.0/16", "fd6d:6573:6867::/64"];

    /// <summary>Whether it is one of several, of which one leads.</summary>
    public bool IsElected { get; init; }

    /// <summary>What is done before it starts.</summary>
    public Action<OperatorRig>? Prepare { get; init; }

    /// <summary>Whether the API is away when it starts.</summary>
    public bool IsDown { get; init; }

    /// <summary>Whether each Node is made a gateway to its pods.</summary>
    public bool AdvertisesPods { get; init; }
}
