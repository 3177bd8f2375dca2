using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Ice;

/// <summary>Something to be done for a pair of nodes.</summary>
public abstract record CheckListEffect
{
    private CheckListEffect()
    {
    }

    /// <summary>Send an authenticated check.</summary>
    /// <param name="To">Where to.</param>
    /// <param name="Id">Its transaction.</param>
    /// <param name="UseCandidate">Whether it nominates the path.</param>
    /// <param name="TellCandidates">Whether it carries this node's candidates.</param>
    public sealed record SendCheck(IPEndPoint To, TransactionId Id, bool UseCandidate, bool TellCandidates = false) : CheckListEffect;

    /// <summary>Point the session at a proven address.</summary>
    public sealed record UsePath(RemoteCandidate Candidate, TimeSpan RoundTrip) : CheckListEffect;

    /// <summary>The path in use stopped answering; checks of every candidate have begun.</summary>
    public sealed record PathLost(IPEndPoint Address) : CheckListEffect;

    /// <summary>Read the peer's candidates again.</summary>
    public sealed record RefreshCandidates : CheckListEffect;
}
