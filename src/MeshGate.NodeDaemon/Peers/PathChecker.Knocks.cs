using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.NodeDaemon.Peers;

/// <content>Checks between nodes of which only one knows the other.</content>
public sealed partial class PathChecker
{
    /// <summary>The most knocks between two calls of <see cref="TakeKnocks"/>.</summary>
    private const int MaxKnocks = 8;

    private readonly List<Knock> _knocks = [];

    /// <summary>This node's MeshNode, which guests are told; empty for none.</summary>
    public string OwnName { get; set; } = string.Empty;

    /// <summary>Who knocked since the last call.</summary>
    public IReadOnlyList<Knock> TakeKnocks()
    {
        if (_knocks.Count == 0)
        {
            return [];
        }

        Knock[] knocks = [.. _knocks];
        _knocks.Clear();
        return knocks;
    }

    /// <summary>Whether the holder of a key knocked.</summary>
    public static bool IsBy(Knock knock, PublicKey key, PrivateKey own)
    {
        ArgumentNullException.ThrowIfNull(knock);
        if (PeerTag.Of(key) != knock.Route.From || !PathCheckKeys.TryDerive(own, key, out var keys))
        {
            return false;
        }

        using (keys)
        {
            return PathCheckCodec.TryVerifyRequest(knock.Request.Span, keys.ForPeerRequests(knock.Route.Session), out _);
        }
    }

    /// <summary>The name that a check tells: to a guest, which may not know this node, until it has answered.</summary>
    private string? NameFor(PeerSession session)
        => session.Identity.Segment is not null && session.Checks.Phase != CheckListPhase.Connected && OwnName.Length is > 0 and <= PathCheckCodec.MaxName ? OwnName : null;

    private void Remember(IPEndPoint from, PathCheckRoute route, ReadOnlySpan<byte> message, TimeSpan now)
    {
        if (route.To == _tag && _knocks.Count < MaxKnocks && PathCheckCodec.PeekName(message) is { } name)
        {
            _knocks.Add(new Knock(name, from, route, message.ToArray(), now));
        }
    }
}
