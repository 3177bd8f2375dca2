namespace MeshGate.Traversal.Discovery;

/// <summary>Time has passed: due at <see cref="StunDiscoveryState.NextDue"/>, harmless at any other time.</summary>
public sealed record StunDiscoveryTick : StunDiscoveryEvent
{
    /// <summary>The only one.</summary>
    public static StunDiscoveryTick Instance { get; } = new();
}
