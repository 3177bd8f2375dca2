using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>What the daemon holds about one peer's failovers. Belongs to the agent's loop alone.</summary>
public sealed class PeerFailover(PeerSession session)
{
    /// <summary>The session.</summary>
    public PeerSession Session => session;

    /// <summary>Where it stands.</summary>
    public FailoverState State { get; set; } = PathFailover.Create(session.Checks.Controlling);

    /// <summary>The same for people: a suspicion lasts a fraction of a second and is no news.</summary>
    public FailoverPhase ReportedPhase => State.Phase == FailoverPhase.Suspect ? FailoverPhase.Active : State.Phase;

    /// <summary>The peer's mesh address, which hellos go to and come from: IPv4 where there is one, since a machine may be without IPv6; null for none.</summary>
    public IPAddress? Address { get; } = session.Identity.AllowedIPs.Select(network => network.BaseAddress).OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault();

    /// <summary>Whether hellos may be sent: they must not be what makes WireGuard shake hands first.</summary>
    public bool IsWatchable => Address is not null && State.Current is not null && session.LatestHandshake is not null;

    /// <summary>What is to be watched; closely where the use lasts: a packet and its answer are over before that is of use, and would cost sixty hellos.</summary>
    public HelloTarget ToTarget() => new(session.Identity.Name, Address!, session.Checks.Controlling, session.Checks.IsInLastingUse, State.Move);

    /// <summary>Whether <see cref="ToTarget"/> would say the same; asked often.</summary>
    public bool IsAsIn(HelloTarget target)
        => target.Name == session.Identity.Name && target.IsActive == session.Checks.IsInLastingUse && target.IsControlling == session.Checks.Controlling && target.Address.Equals(Address);

    private TimeSpan? AwaySince { get; set; }

    /// <summary>Notes when the session leaves its best path.</summary>
    /// <returns>For how long it was away, when it is back; null otherwise.</returns>
    public TimeSpan? Return(TimeSpan now)
    {
        if (ReportedPhase != FailoverPhase.Active)
        {
            AwaySince ??= now;
            return null;
        }

        var away = now - AwaySince;
        AwaySince = null;
        return away;
    }

    /// <summary>Forgets where it stands, as when the session falls asleep.</summary>
    public void Rest() => (State, Verdict, Seen) = (PathFailover.Create(session.Checks.Controlling), HelloVerdict.Unknown, null);

    /// <summary>What hellos said last.</summary>
    public HelloVerdict Verdict { get; set; }

    /// <summary>The check list that <see cref="State"/> was last told of.</summary>
    public CheckListState? Seen { get; set; }

    /// <summary>Moves that were completed since the daemon started.</summary>
    public int Count { get; set; }

    /// <summary>Why the last one was made; null before the first.</summary>
    public FailoverCause? Cause { get; set; }

    /// <summary>How long nothing passed then.</summary>
    public TimeSpan Gap { get; set; }
}
