namespace MeshGate.Core.Policy;

/// <summary>How a node shows that it lives.</summary>
public sealed record HeartbeatBlock
{
    /// <summary>The silence after which it is not Online; at least three heartbeat intervals, see <see cref="HeartbeatInterval"/>.</summary>
    public TimeSpan Timeout { get; init; } = PolicySettings.HeartbeatTimeout.Default;
}
