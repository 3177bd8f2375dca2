using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn;

/// <summary>
/// Holds one allocation at a TURN server (RFC 8656) and, in it, a permission and a channel for each address of one peer. Pure: an event,
/// the time and a source of transaction ids in; the next state and effects out. It answers challenges, takes a new nonce at any moment,
/// renews everything a minute before its end, asks the server every few seconds whether it is still there, and ends with one
/// <see cref="TurnClientEffect.Failed"/> or <see cref="TurnClientEffect.Released"/>.
/// </summary>
public static class TurnClient
{
    /// <summary>Takes one step.</summary>
    /// <param name="state">The state so far.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">The time on the caller's monotonic clock.</param>
    /// <param name="next">Draws a transaction id from a cryptographic random source.</param>
    public static TurnClientStep Step(TurnClientState state, TurnClientEvent input, TimeSpan now, Func<TransactionId> next)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(next);
        var run = new TurnClientRun(state, now, next);
        switch (input)
        {
            case TurnClientEvent.Start start when state.Phase == TurnPhase.Idle:
                run.Begin(start);
                break;
            case TurnClientEvent.MessageReceived received when state.Phase is not (TurnPhase.Idle or TurnPhase.Ended):
                new TurnAnswers(run).Take(received.Message.Span);
                break;
            case TurnClientEvent.PeersWanted wanted when state.Phase is TurnPhase.Allocating or TurnPhase.Allocated:
                run.Want(wanted.Peers);
                break;
            case TurnClientEvent.Doubt when state is { Phase: TurnPhase.Allocated, ProbeAt: not null }:
                run.State = run.State with { ProbeAt = now };
                break;
            case TurnClientEvent.Release when state.Phase is TurnPhase.Allocating or TurnPhase.Allocated:
                run.Release();
                break;
        }

        return run.Finish();
    }
}
