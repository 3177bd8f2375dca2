using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>
/// What the server's answers do. Only the answer to a request in flight counts; once a request was authenticated, only one whose
/// integrity is right, but for the challenges themselves, which cannot have any (RFC 8489, section 9.2.5).
/// </summary>
internal sealed class TurnAnswers(TurnClientRun run)
{
    private const int MaxChallenges = 3;
    private const int MaxLifetime = 3600;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (!StunMessageParser.TryParse(bytes, out StunMessage message, out _)
            || message.Type.Class is not (StunClass.Success or StunClass.Error)
            || (message.FingerprintOffset > 0 && !Fingerprint.Verify(message)))
        {
            return;
        }

        TransactionId id = message.TransactionId;
        StunMethod method = message.Type.Method;
        TurnTransaction? pending = run.State.Pending.FirstOrDefault(p => p.Id == id && p.Method == method);
        if (pending is null)
        {
            return;
        }

        int code = message.Type.Class == StunClass.Error ? TurnErrors.CodeOf(message) : 0;
        bool isChallenge = message.Type.Class == StunClass.Error && code is 401 or 438;
        if (pending.IsAuthenticated && !isChallenge && !TurnRequests.Verify(message, run.State))
        {
            return;
        }

        run.State = run.State with { Pending = run.State.Pending.Remove(pending) };
        if (pending.Method == StunMethod.Binding)
        {
            run.State = run.State with { WasProbeAnswered = true };
        }
        else if (isChallenge)
        {
            TakeChallenge(message, pending, code);
        }
        else if (message.Type.Class == StunClass.Error)
        {
            TakeError(message, pending);
        }
        else
        {
            TakeSuccess(message, pending);
        }
    }

    private void TakeChallenge(in StunMessage message, TurnTransaction pending, int code)
    {
        TurnChallenge? challenge = TurnChallenge.Read(message, run.State.Challenge);
        bool isWrong = code == 401 && pending.IsAuthenticated;
        if (challenge is null || isWrong || pending.Challenges >= MaxChallenges)
        {
            Refuse(challenge is null && !isWrong ? new TurnFailure(TurnFailureReason.Faulty, "its challenge is malformed") : TurnErrors.Describe(message));
            return;
        }

        run.State = run.State with
        {
            NonceRenewals = run.State.NonceRenewals + (run.State.Challenge?.IsRenewedBy(challenge) == true ? 1 : 0),
            Challenge = challenge,
        };
        run.Ask(pending.Method, pending.Peer, pending.Channel, pending.Challenges + 1);
    }

    private void TakeError(in StunMessage message, TurnTransaction pending)
    {
        TurnFailure failure = TurnErrors.Describe(message);
        if (run.State.Phase == TurnPhase.Releasing)
        {
            run.End(new TurnClientEffect.Released());
        }
        else if (pending.Peer is null || failure.Reason is TurnFailureReason.Mismatch or TurnFailureReason.Credentials)
        {
            run.Fail(failure);
        }
        else
        {
            Postpone(pending, failure);
        }
    }

    private void Refuse(TurnFailure failure)
    {
        if (run.State.Phase == TurnPhase.Releasing)
        {
            run.End(new TurnClientEffect.Released());
        }
        else
        {
            run.Fail(failure);
        }
    }

    private void Postpone(TurnTransaction pending, TurnFailure failure)
    {
        if (Find(pending) is not { } grant)
        {
            return;
        }

        Replace(grant, grant with { DueAt = run.Now + TurnTimers.RefusedRetry, IsToldRefused = true });
        if (!grant.IsToldRefused)
        {
            run.Add(new TurnClientEffect.PeerRefused(grant.Peer, failure.Sentence));
        }
    }

    private void TakeSuccess(in StunMessage message, TurnTransaction pending)
    {
        if (message.UnknownRequiredCount > 0)
        {
            Refuse(new TurnFailure(TurnFailureReason.Faulty, "its answer has attributes that are not understood"));
            return;
        }

        switch (pending.Method)
        {
            case StunMethod.Allocate:
                TakeAllocation(message);
                break;
            case StunMethod.Refresh when run.State.Phase == TurnPhase.Releasing:
                run.End(new TurnClientEffect.Released());
                break;
            case StunMethod.Refresh:
                TakeLifetime(message);
                break;
            default:
                TakeGrant(pending);
                break;
        }
    }

    private void TakeAllocation(in StunMessage message)
    {
        ImmutableArray<IPEndPoint> relayed = XorRelayedAddress.Read(message);
        if (relayed.IsEmpty || !relayed.All(IsPlausible))
        {
            run.Fail(new TurnFailure(TurnFailureReason.Faulty, "its answer names no relayed address"));
            return;
        }

        run.State = run.State with { Phase = TurnPhase.Allocated, Relayed = relayed, ProbeAt = run.Now + TurnTimers.FirstProbe };
        TakeLifetime(message);
        if (run.State.Phase == TurnPhase.Allocated)
        {
            _ = XorMappedAddress.TryRead(message, out IPEndPoint? mapped);
            run.Add(new TurnClientEffect.Allocated(relayed, mapped, run.State.ExpiresAt - run.Now));
        }
    }

    private void TakeLifetime(in StunMessage message)
    {
        if (!Lifetime.TryRead(message, out uint seconds) || seconds == 0)
        {
            run.Fail(new TurnFailure(TurnFailureReason.Faulty, "it gives the allocation no lifetime"));
            return;
        }

        var lifetime = TimeSpan.FromSeconds(Math.Min(seconds, MaxLifetime));
        run.State = run.State with { Lifetime = lifetime, ExpiresAt = run.Now + lifetime, RefreshAt = run.Now + TurnTimers.RenewalAfter(lifetime) };
    }

    private void TakeGrant(TurnTransaction pending)
    {
        if (Find(pending) is not { } grant)
        {
            return;
        }

        TimeSpan until = run.Now + grant.Lifetime;
        bool isNew = grant.Until is null || grant.Until <= run.Now || grant.IsToldRefused;
        TimeSpan renewal = TurnTimers.RenewalAfter(grant.Lifetime * Math.Min(1, run.State.Lifetime / TurnConstants.AllocationLifetime));
        TimeSpan due = run.Now + (renewal > TurnTimers.ShortestRenewal ? renewal : TurnTimers.ShortestRenewal);
        Replace(grant, grant with { Until = until, DueAt = due, IsToldRefused = false });
        if (grant.Channel != 0 && isNew)
        {
            run.Add(new TurnClientEffect.ChannelBound(grant.Peer, grant.Channel));
        }
    }

    private TurnGrant? Find(TurnTransaction pending) => run.State.Grants.FirstOrDefault(g => g.Peer.Equals(pending.Peer) && g.Channel == pending.Channel);

    private void Replace(TurnGrant grant, TurnGrant changed) => run.State = run.State with { Grants = run.State.Grants.Replace(grant, changed) };

    private static bool IsPlausible(IPEndPoint address) =>
        address.Port != 0 && !address.Address.Equals(IPAddress.Any) && !address.Address.Equals(IPAddress.IPv6Any)
        && !address.Address.IsIPv6Multicast && (address.Address.IsIPv4MappedToIPv6 || address.Address.AddressFamily != AddressFamily.InterNetwork
            || address.Address.GetAddressBytes()[0] < 224);
}
