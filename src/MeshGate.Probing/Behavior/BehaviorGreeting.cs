using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing.Behavior;

/// <summary>A server, and a port that has sent to it and to nobody else.</summary>
internal sealed record BehaviorGreeting(StunServer Server, StunSocket Socket, StunReply? Reply)
{
    /// <summary>The server's two addresses; null when it has or tells only one.</summary>
    public BehaviorServer? Able { get; } = Reply is null ? null : BehaviorServer.From(Server, Reply.Response);
}
