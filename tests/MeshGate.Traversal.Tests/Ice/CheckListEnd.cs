using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.Ice;

/// <summary>One end of a pair, its clock and its transaction ids.</summary>
internal sealed class CheckListEnd(bool controlling = true)
{
    private ulong _transactions;

    public CheckPacer? Pacer { get; init; }

    public CheckListState State { get; private set; } = CheckList.Create(controlling, TimeSpan.Zero);

    public TransactionId NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[12];
        BitConverter.TryWriteBytes(bytes, ++_transactions);
        return TransactionId.FromBytes(bytes);
    }

    public ImmutableArray<CheckListEffect> At(double milliseconds, CheckListEvent happened)
    {
        var step = CheckList.Step(State, happened, TimeSpan.FromMilliseconds(milliseconds), NewTransaction, Pacer);
        State = step.State;
        return step.Effects;
    }

    public ImmutableArray<CheckListEffect> Learn(double milliseconds, params IPEndPoint[] addresses)
        => At(milliseconds, new CheckListEvent.CandidatesLearned(
            [.. addresses.Select(address => new RemoteCandidate(address, address.Equals(CheckListTests.Host) ? RemoteCandidateKind.Host : RemoteCandidateKind.ServerReflexive))]));

    public void Connect(IPEndPoint address)
    {
        var check = Learn(0, address).OfType<CheckListEffect.SendCheck>().Single();
        At(10, new CheckListEvent.CheckAnswered(address, check.Id));
        At(12, new CheckListEvent.CheckReceived(address, UseCandidate: true));
        if (State.Find(address) is { Pending: [.., var pending] })
        {
            At(14, new CheckListEvent.CheckAnswered(address, pending.Id));
        }

        Assert.Equal(CheckListPhase.Connected, State.Phase);
    }

    public List<CheckListEffect> RunUntil(TimeSpan end)
    {
        var effects = new List<CheckListEffect>();
        for (var steps = 0; steps < 10_000 && State.NextDue is { } due && due <= end; steps++)
        {
            effects.AddRange(At(due.TotalMilliseconds, new CheckListEvent.Tick()));
        }

        return effects;
    }
}
