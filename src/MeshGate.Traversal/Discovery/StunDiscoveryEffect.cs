namespace MeshGate.Traversal.Discovery;

/// <summary>What a <see cref="StunDiscovery"/> asks its runner to do or tells it.</summary>
public abstract record StunDiscoveryEffect
{
    private protected StunDiscoveryEffect()
    {
    }
}
