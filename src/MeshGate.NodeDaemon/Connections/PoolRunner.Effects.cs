using MeshGate.Core.Connections;
using MeshGate.Core.LoadBalancing;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Connections;

/// <content>What is done for a session.</content>
public sealed partial class PoolRunner
{
    /// <summary>Sends on what waited as soon as the peer answered a check, and so proved that it has our key.</summary>
    private void Follow(string name, TimeSpan now)
    {
        if (!peers.TryGet(name, out var session) || State.Find(name) is not { Phase: SessionPhase.Waking })
        {
            _waking.Remove(name);
            return;
        }

        if (IsReached(session) && session.IsToBeMoved)
        {
            session.IsToBeMoved = false;
            metrics.SessionReached(now - _waking[name].Since, _waking[name].IsReuse);
            lane.Move(session.Identity.PublicKey, session.Endpoint!, () => { });
            foreach (var packet in _caught.GetValueOrDefault(name)?.Take() ?? [])
            {
                // Of two that have begun one lets the other.
                if (session.BeginsHandshake(now) || !SleepTrap.IsInitiation(packet))
                {
                    transport.TrySend(session.Endpoint!, packet);
                }
            }
        }

        if (session.IsUp)
        {
            Step(new PoolEvent.CameUp(name), now);
        }
    }

    /// <summary>Wakes a session for packets of this node's own. A peer that failed again and again is tried now and then; by its own word it is there at once.</summary>
    private void Want(string name, TimeSpan now)
    {
        if (State.Find(name) is { IsAwake: false, IsHeld: false })
        {
            if (breakers.IsFenced(TargetKind.Peer, name))
            {
                metrics.SessionRefused(RefusalReason.CircuitOpen);
                return;
            }

            breakers.Tried(TargetKind.Peer, name);
        }

        Step(new PoolEvent.Wanted(name, WakeCause.Packet), now);
    }

    /// <summary>Tells the breakers what came of attempts to wake.</summary>
    private void Judge(PoolState before, PoolEvent happened)
    {
        if (happened is PoolEvent.CameUp up)
        {
            breakers.Succeeded(TargetKind.Peer, up.Name);
        }
        else if (happened is PoolEvent.Tick)
        {
            foreach (var name in _waking.Keys.Where(name => State.Find(name)?.Attempts > before.Find(name)?.Attempts))
            {
                breakers.Failed(TargetKind.Peer, name);
            }
        }
    }

    private void Step(PoolEvent happened, TimeSpan now)
    {
        var before = State;
        var step = ConnectionPool.Step(before, happened, now);
        State = step.State;
        Judge(before, happened);
        foreach (var effect in step.Effects)
        {
            if (peers.TryGet(effect.Name, out var session))
            {
                Apply(session, effect, now);
            }
        }

        if (!step.Effects.IsEmpty || happened is PoolEvent.CameUp or PoolEvent.Known)
        {
            _hasNews = true;
            metrics.Sessions(State);
        }
    }

    private void Apply(PeerSession session, PoolEffect effect, TimeSpan now)
    {
        var name = session.Identity.Name;
        switch (effect)
        {
            case PoolEffect.Wake wake:
                _waking[name] = (_waking.TryGetValue(name, out var begun) ? begun.Since : now, wake.IsReuse);
                if (session.Checks.IsAsleep || wake.Cause != WakeCause.Held)
                {
                    logger.Waking(name, wake.Cause, wake.IsReuse ? "used again" : "looked for");
                    session.Wake(wake.Cause == WakeCause.Peer, time.GetUtcNow(), now);
                    checker.Step(session, new CheckListEvent.Woken(wake.IsReuse), now);
                }

                break;
            case PoolEffect.Ask:
                checker.AskToSleep(session, now);
                break;
            case PoolEffect.Rest rest:
                logger.Sleeping(name, rest.Reason);
                metrics.SessionSlept(rest.Reason);
                _waking.Remove(name);
                metrics.PacketsGivenUp(_caught.GetValueOrDefault(name)?.Take().Count ?? 0);
                Rest(session, rest.Reason is SleepReason.Idle or SleepReason.PeerAsked, now);
                break;
            case PoolEffect.Trap when traps.Open(name) is { } trap:
                Rest(session, isAgreed: false, now);
                session.Trap(trap);
                if (session.IsConfigured)
                {
                    lane.Move(session.Identity.PublicKey, trap, () => { });
                }

                break;
            case PoolEffect.Refuse refuse:
                metrics.SessionRefused(refuse.Reason);
                if (session.IsFirstRefusal(now))
                {
                    logger.NotWoken(name, refuse.Text);
                }

                break;
        }
    }

    private void Rest(PeerSession session, bool isAgreed, TimeSpan now)
    {
        if (!session.Checks.IsAsleep)
        {
            session.Rest(isAgreed, now);
            failover.Find(session.Identity.Name)?.Rest();
            checker.Step(session, new CheckListEvent.Slept(), now);
        }
    }
}
