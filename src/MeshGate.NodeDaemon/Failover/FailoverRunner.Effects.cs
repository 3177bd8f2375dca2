using MeshGate.Core.Failover;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Failover;

/// <content>What comes of a step.</content>
public sealed partial class FailoverRunner
{
    private void Apply(PeerFailover peer, FailoverEffect effect, TimeSpan? suspectedAt, TimeSpan now)
    {
        var session = peer.Session;
        var name = session.Identity.Name;
        switch (effect)
        {
            case FailoverEffect.Probe:
                checker.Step(session, new CheckListEvent.PathSuspected(), now);
                break;
            case FailoverEffect.Hold hold:
                checker.Step(session, new CheckListEvent.PathHeld(hold.Path), now);
                break;
            case FailoverEffect.Release release:
                logger.Released(name, release.Path);
                checker.Step(session, new CheckListEvent.PathReleased(release.Path), now);
                break;
            case FailoverEffect.Switch move:
                logger.Leaving(name, move.From, move.Cause, move.To);
                traces.Leave(session, move, peer.State.BrokenSince, suspectedAt, now);
                checker.Step(session, new CheckListEvent.PathForced(move.To), now);
                break;
            case FailoverEffect.Watch watch:
                lane.Move(session.Identity.PublicKey, watch.Path.Address, () => hellos.Moved(name, watch.Move, watch.Path.RoundTrip));
                break;
            // Before the first handshake nothing authenticated comes that WireGuard would follow, but for the handshake itself.
            case FailoverEffect.Pin when session.LatestHandshake is null:
                break;
            case FailoverEffect.Pin pin:
                lane.Pin(pin.Against, pin.Instead, pin.For);
                break;
            case FailoverEffect.Unpin unpin:
                lane.Unpin(unpin.Against);
                break;
            case FailoverEffect.Completed completed:
                peer.Count++;
                (peer.Cause, peer.Gap) = (completed.Move.Cause, completed.Gap);
                metrics.FailedOver(completed.Move.Cause, completed.Gap);
                logger.Moved(name, completed.Move.From, completed.Move.To, completed.Move.Cause, completed.Gap.TotalMilliseconds);
                _hasNews = true;
                break;
            case FailoverEffect.GaveUp gaveUp:
                metrics.GaveUp(gaveUp.Cause);
                traces.GaveUp(session, peer.State.Current, gaveUp.Cause, peer.State.BrokenSince, suspectedAt, now);
                logger.GaveUp(name, gaveUp.Cause);
                break;
        }
    }
}
