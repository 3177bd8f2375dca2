using k8s;
using k8s.Models;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// A MeshNode as far as a simulated daemon needs it. What a real daemon reads besides is passed over: a thousand daemons share one
/// process here, and the server sends no byte less.
/// </summary>
public sealed class OwnNode : IKubernetesObject<V1ObjectMeta>
{
    /// <inheritdoc/>
    public string ApiVersion { get; set; } = string.Empty;

    /// <inheritdoc/>
    public string Kind { get; set; } = string.Empty;

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The operator's orders; null until there are some.</summary>
    public OwnOrders? Orders { get; init; }
}
