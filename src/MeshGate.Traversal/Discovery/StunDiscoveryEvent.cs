namespace MeshGate.Traversal.Discovery;

/// <summary>What can happen to a <see cref="StunDiscovery"/>.</summary>
public abstract record StunDiscoveryEvent
{
    private protected StunDiscoveryEvent()
    {
    }
}
