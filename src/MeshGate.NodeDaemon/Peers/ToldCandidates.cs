using System.Collections.Immutable;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>
/// The lists of candidates that one peer tells. Each makes us send to whatever addresses it names, so a few are taken at once and then
/// one a second; what comes sooner waits, and the latest alone counts.
/// </summary>
public sealed class ToldCandidates
{
    /// <summary>How many lists in a row are taken at once: those of a machine that has just started and learns its addresses one after the other.</summary>
    public const int AtOnce = 3;

    /// <summary>How long one list takes to be made up for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private ImmutableArray<RemoteCandidate> _waiting;
    private TimeSpan _madeUpFor = TimeSpan.Zero;

    /// <summary>When the waiting list is to be taken; null if none waits.</summary>
    public TimeSpan? DueAt => _waiting.IsDefault ? null : _madeUpFor - ((AtOnce - 1) * Interval);

    /// <summary>Has a list wait, in place of one that does.</summary>
    public void Put(ImmutableArray<RemoteCandidate> candidates) => _waiting = candidates;

    /// <summary>Takes the waiting list, if its time has come.</summary>
    public bool TryTake(TimeSpan now, out ImmutableArray<RemoteCandidate> candidates)
    {
        candidates = _waiting;
        if (DueAt is not { } due || now < due)
        {
            return false;
        }

        _waiting = default;
        _madeUpFor = (_madeUpFor > now ? _madeUpFor : now) + Interval;
        return true;
    }
}
