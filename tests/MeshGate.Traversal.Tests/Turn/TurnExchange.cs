using System.Collections.Immutable;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Turn;

/// <summary>The exchange of <see cref="TurnVectors"/>, and the client's state at each point of it.</summary>
internal sealed class TurnExchange
{
    public TurnExchange()
    {
        Func<TransactionId> next = TurnVectors.Transactions();
        TurnClientEvent[] events =
        [
            new TurnClientEvent.Start(TurnVectors.Credentials, false, [TurnVectors.Peer]),
            .. new[] { TurnVectors.Challenge, TurnVectors.AllocateSuccess, TurnVectors.CreatePermissionSuccess, TurnVectors.ChannelBindSuccess }
                .Select(m => new TurnClientEvent.MessageReceived(m)),
            new TurnClientEvent.Release(),
        ];
        TurnClientState state = TurnClientState.Initial;
        States = [.. events.Select(e => state = TurnClient.Step(state, e, default, next).State)];
    }

    public ImmutableArray<TurnClientState> States { get; }
}
