using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>Something to be done for a relay.</summary>
public abstract record RelayTableEffect
{
    private RelayTableEffect()
    {
    }

    /// <summary>Answer the request, to where it came from and in its transaction.</summary>
    public sealed record Reply(RelayMessage Message) : RelayTableEffect;

    /// <summary>Tell a node that somebody wants to meet it here.</summary>
    public sealed record Notify(PublicKey Node, SessionId Session, IPEndPoint To, RelayMessage Message) : RelayTableEffect;

    /// <summary>Open a port for a pair; nothing is forwarded yet.</summary>
    public sealed record OpenPort(int Port, RelayPairKey Pair) : RelayTableEffect;

    /// <summary>Forward between exactly these two addresses from now on.</summary>
    public sealed record Forward(int Port, IPEndPoint One, IPEndPoint Other) : RelayTableEffect;

    /// <summary>Ask the other relay of a row for a pair, or show it that the pair is still wanted.</summary>
    /// <param name="Pair">The pair, as this relay names it.</param>
    /// <param name="Rule">Whom to ask, and for whom.</param>
    /// <param name="Port">The pair's port here; null while it has none.</param>
    /// <param name="IsLeaving">Whether this relay is about to go.</param>
    public sealed record Link(RelayPairKey Pair, RelayChainRule Rule, int? Port, bool IsLeaving) : RelayTableEffect;

    /// <summary>Ask for a pair no longer.</summary>
    public sealed record Unlink(RelayPairKey Pair) : RelayTableEffect;

    /// <summary>Close a pair's port.</summary>
    public sealed record ClosePort(int Port, RelayPairKey Pair, string Reason) : RelayTableEffect;
}
