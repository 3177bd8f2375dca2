using System.Collections.Concurrent;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>The daemons of this process: a path stands only when both ends have entered each other.</summary>
public sealed class AgentDirectory
{
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _entered = new(StringComparer.Ordinal);

    /// <summary>Says whom a machine now takes packets from.</summary>
    public void Enter(string name, IReadOnlySet<string> peers) => _entered[name] = peers;

    /// <summary>Forgets a machine.</summary>
    public void Leave(string name) => _entered.TryRemove(name, out _);

    /// <summary>Whether a machine takes packets from a peer. A machine that another process plays is taken to.</summary>
    public bool Knows(string name, string peer) => !_entered.TryGetValue(name, out var peers) || peers.Contains(peer);
}
