using System.Collections.Immutable;

namespace MeshGate.Traversal.Ice;

/// <summary>
/// Whether a pair needs a path that somebody lends (a relay node, a TURN server): not before a direct one had a moment to be found, and
/// still for a while after one was, in case it does not last.
/// </summary>
public static class LentPathNeed
{
    /// <summary>How long a peer is sought directly before a path is borrowed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest that a node waits which is short of time.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long a direct path has to hold before what was borrowed is given back.</summary>
    public static readonly TimeSpan Release = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a peer is sought directly: <see cref="Patience"/>, or not at all where the two have no address family in common or may have no direct path. It matters while there
    /// is no direct path alone. A node that is short of time gets its answers late: it waits longer, since what it borrows meanwhile would cost it more of the same.
    /// </summary>
    /// <param name="state">The pair.</param>
    /// <param name="own">This node's candidates.</param>
    /// <param name="strain"><see cref="CheckPacer.Strain"/>.</param>
    public static TimeSpan PatienceFor(CheckListState state, ImmutableArray<RemoteCandidate> own, double strain = 1)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Order.IsDirectAllowed)
        {
            return TimeSpan.Zero;
        }

        var patience = Patience * strain < LongestPatience ? Patience * strain : LongestPatience;
        if (state.WithoutDirectSince is null)
        {
            return patience;
        }

        var families = state.Checks.Where(check => PathRank.IsDirect(check.Candidate.Kind)).Select(check => check.Candidate.Address.AddressFamily).ToHashSet();
        return own.IsEmpty || families.Count == 0 || own.Any(candidate => families.Contains(candidate.Address.AddressFamily)) ? patience : TimeSpan.Zero;
    }

    /// <summary>Whether a session in use needs one to move to, although it has a direct path.</summary>
    public static bool IsStandby(CheckListState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { IsDirect: true, NeedsStandby: true };
    }

    /// <summary>Whether a session in use that goes by a lent path needs another one to move to.</summary>
    public static bool IsSecond(CheckListState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { IsRelayed: true, NeedsStandby: true };
    }

    /// <summary>Whether there is the need.</summary>
    /// <param name="state">The pair.</param>
    /// <param name="isHeld">Whether a path is borrowed already.</param>
    /// <param name="patience">How long to wait; <see cref="Patience"/>, or nothing where no direct path can be hoped for.</param>
    /// <param name="now">Monotonic time.</param>
    public static bool Is(CheckListState state, bool isHeld, TimeSpan patience, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.IsAsleep && (state.WithoutDirectSince, state.DirectSince) switch
        {
            ({ } since, _) => isHeld || now - since >= patience,
            (_, { } since) => isHeld && now - since < Release,
            _ => isHeld,
        };
    }

    /// <summary>When <see cref="Is"/> next changes by time alone; null if it does not, or did already.</summary>
    /// <param name="state">The pair.</param>
    /// <param name="isHeld">Whether a path is borrowed already.</param>
    /// <param name="patience">As for <see cref="Is"/>.</param>
    /// <param name="now">Monotonic time.</param>
    public static TimeSpan? ChangesAt(CheckListState state, bool isHeld, TimeSpan patience, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var at = state.IsAsleep ? null : isHeld ? state.DirectSince + Release : state.WithoutDirectSince + patience;
        return at > now ? at : null;
    }
}
