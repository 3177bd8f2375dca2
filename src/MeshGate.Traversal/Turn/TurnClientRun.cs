using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn;

/// <summary>One step of a <see cref="TurnClient"/> while it is taken.</summary>
internal sealed class TurnClientRun(TurnClientState state, TimeSpan now, Func<TransactionId> next)
{
    private readonly ImmutableArray<TurnClientEffect>.Builder _effects = ImmutableArray.CreateBuilder<TurnClientEffect>();

    public TurnClientState State { get; set; } = state;

    public TimeSpan Now { get; } = now;

    public void Add(TurnClientEffect effect) => _effects.Add(effect);

    public void Begin(TurnClientEvent.Start start)
    {
        bool hasFour = start.Peers.Any(p => IsFour(p.Address));
        bool hasSix = start.Peers.Any(p => !IsFour(p.Address));
        State = State with
        {
            Phase = TurnPhase.Allocating,
            Credentials = start.Credentials,
            IsReliable = start.IsReliable,
            Family = hasSix && !hasFour ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
            ServerFamily = start.ServerFamily,
            WantsBothFamilies = hasSix && hasFour,
        };
        Want(start.Peers);
        Ask(StunMethod.Allocate);
    }

    /// <summary>Brings permissions and channels to the wanted peers.</summary>
    public void Want(ImmutableArray<IPEndPoint> peers)
    {
        ImmutableArray<IPEndPoint> wanted = [.. peers.Where(IsUsable).Distinct().Take(TurnConstants.MaxPeers)];
        ImmutableArray<IPEndPoint> all = [.. wanted.Select(p => new IPEndPoint(p.Address, 0)).Distinct(), .. wanted];
        var grants = ImmutableArray.CreateBuilder<TurnGrant>();
        foreach (TurnGrant grant in State.Grants.Where(g => all.Contains(g.Peer) || (g.Channel != 0 && g.Until > Now)))
        {
            bool isWanted = all.Contains(grant.Peer);

            // A number must not go to another peer, nor a peer get another number, until the server has forgotten the binding.
            grants.Add(isWanted && !grant.IsWanted && grant.Until <= Now
                ? Make(grant.Peer)
                : grant with { IsWanted = isWanted, DueAt = isWanted && !grant.IsWanted ? Now : grant.DueAt });
        }

        while (grants.Count(g => !g.IsWanted) > TurnConstants.MaxPeers)
        {
            grants.Remove(grants.Where(g => !g.IsWanted).MinBy(g => g.Until)!);
        }

        grants.AddRange(all.Where(p => grants.All(g => !g.Peer.Equals(p))).Select(Make).ToList());
        State = State with { Grants = grants.ToImmutable() };
    }

    public void Release()
    {
        if (State.Phase == TurnPhase.Allocating)
        {
            // The server may have allocated already; without credentials accepted there is nothing to give back.
            End(new TurnClientEffect.Released());
            return;
        }

        State = State with { Phase = TurnPhase.Releasing, Pending = [] };
        Ask(StunMethod.Refresh);
    }

    /// <summary>Sends a request; a challenge's number is kept through its repetitions.</summary>
    public void Ask(StunMethod method, IPEndPoint? peer = null, ushort channel = 0, int challenges = 0)
    {
        TurnTransaction transaction = TurnRequests.Make(State, method, next(), peer, channel, Now) with { Challenges = challenges };
        State = State with { Pending = State.Pending.Add(transaction) };
        Add(new TurnClientEffect.Send(transaction.Message));
    }

    public void Fail(TurnFailure failure) => End(new TurnClientEffect.Failed(failure));

    public void End(TurnClientEffect how)
    {
        State = State with { Phase = TurnPhase.Ended, Pending = [], Grants = [], Relayed = [], NextDue = null };
        Add(how);
    }

    /// <summary>Lets time pass, and tells when that is next needed.</summary>
    public TurnClientStep Finish()
    {
        Repeat();
        if (State.Phase == TurnPhase.Allocated)
        {
            Renew();
        }

        State = State with { NextDue = State.Phase is TurnPhase.Idle or TurnPhase.Ended ? null : Due() };
        return new TurnClientStep(State, _effects.ToImmutable());
    }

    private void Repeat()
    {
        foreach (TurnTransaction pending in State.Pending)
        {
            TimeSpan elapsed = Now - pending.SentAt;
            if (elapsed >= GiveUp)
            {
                GiveUpOn(pending);
            }
            else if (!State.IsReliable && TurnTimers.Sends.Count(t => t <= elapsed) is int due && due > pending.Sends)
            {
                // After a late tick the repetitions that it missed are one.
                State = State with { Pending = State.Pending.Replace(pending, pending with { Sends = due }) };
                Add(new TurnClientEffect.Send(pending.Message));
            }

            if (State.Phase == TurnPhase.Ended)
            {
                return;
            }
        }
    }

    private void GiveUpOn(TurnTransaction pending)
    {
        State = State with { Pending = State.Pending.Remove(pending) };
        if (State.Phase == TurnPhase.Releasing)
        {
            End(new TurnClientEffect.Released());
        }
        else if (pending.Method == StunMethod.Binding && !State.WasProbeAnswered)
        {
            // A server may refuse plain STUN, or have died already: it has to answer a refresh, and then renewals tell that it is there.
            State = State with { ProbeAt = null, RefreshAt = Now };
        }
        else
        {
            Fail(new TurnFailure(
                TurnFailureReason.NoAnswer, State.Phase == TurnPhase.Allocating ? "it does not answer" : "it stopped answering"));
        }
    }

    private void Renew()
    {
        if (Now >= State.ExpiresAt)
        {
            Fail(new TurnFailure(TurnFailureReason.NoAnswer, "the allocation expired before it could be refreshed"));
            return;
        }

        if (Now >= State.RefreshAt && !IsPending(StunMethod.Refresh, null))
        {
            Ask(StunMethod.Refresh);
        }

        foreach (TurnGrant grant in State.Grants.Where(g => g.IsWanted && g.DueAt <= Now))
        {
            StunMethod method = grant.Channel == 0 ? StunMethod.CreatePermission : StunMethod.ChannelBind;
            if (State.Pending.Length < TurnTimers.MaxPending && !IsPending(method, grant.Peer))
            {
                Ask(method, grant.Peer, grant.Channel);
            }
        }

        if (State.ProbeAt <= Now && !IsPending(StunMethod.Binding, null))
        {
            State = State with { ProbeAt = Now + TurnTimers.ProbeInterval };
            Ask(StunMethod.Binding);
        }
    }

    private TimeSpan Due()
    {
        TimeSpan due = State.Phase == TurnPhase.Allocated ? State.ExpiresAt : Now + GiveUp;
        foreach (TurnTransaction pending in State.Pending)
        {
            bool isRepeated = !State.IsReliable && pending.Sends < TurnTimers.Sends.Length;
            TimeSpan repeat = isRepeated && TurnTimers.Sends[pending.Sends] < GiveUp ? TurnTimers.Sends[pending.Sends] : GiveUp;
            due = Min(due, pending.SentAt + repeat);
        }

        if (State.Phase != TurnPhase.Allocated)
        {
            return due;
        }

        bool hasRoom = State.Pending.Length < TurnTimers.MaxPending;
        due = IsPending(StunMethod.Refresh, null) ? due : Min(due, State.RefreshAt);
        due = State.ProbeAt is { } probe && !IsPending(StunMethod.Binding, null) ? Min(due, probe) : due;
        foreach (TurnGrant grant in State.Grants)
        {
            bool isAsked = IsPending(grant.Channel == 0 ? StunMethod.CreatePermission : StunMethod.ChannelBind, grant.Peer);
            due = grant.IsWanted && hasRoom && !isAsked ? Min(due, grant.DueAt) : due;
        }

        return due;
    }

    private TimeSpan GiveUp => State.Phase == TurnPhase.Releasing ? TurnTimers.GiveUpRelease : TurnTimers.GiveUp;

    private bool IsPending(StunMethod method, IPEndPoint? peer) => State.Pending.Any(p => p.Method == method && Equals(p.Peer, peer));

    private TurnGrant Make(IPEndPoint peer)
    {
        ushort channel = 0;
        if (peer.Port != 0)
        {
            channel = State.NextChannel;
            State = State with { NextChannel = channel == TurnConstants.LastChannel ? TurnConstants.FirstChannel : (ushort)(channel + 1) };
        }

        return new TurnGrant(peer, channel, true, Now, null, false);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static bool IsFour(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;

    private static bool IsUsable(IPEndPoint peer) => peer.Port != 0 && !peer.Address.Equals(IPAddress.Any) && !peer.Address.Equals(IPAddress.IPv6Any);
}
