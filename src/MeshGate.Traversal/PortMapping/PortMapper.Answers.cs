using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <content>What each answer does.</content>
public static partial class PortMapper
{
    private static PortMapperState Receive(
        PortMapperState state, PortMapperEvent.DatagramReceived received, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (state.Target is null
            || state.Query == PortMapperQuery.None
            || state.Protocol == PortMappingProtocol.Upnp
            || received.From.Port != PcpCodec.ServerPort
            || !received.From.Address.Equals(state.Target.Gateway))
        {
            return state;
        }

        ReadOnlySpan<byte> datagram = received.Datagram.Span;
        if (state.Protocol == PortMappingProtocol.NatPmp)
        {
            return NatPmpCodec.TryReadResponse(datagram, out NatPmpResponse response) ? TakeNatPmp(state, response, now, effects) : state;
        }

        if (PcpCodec.TryReadResponse(datagram, out PcpResponse pcp))
        {
            return TakePcp(state, pcp, now, effects);
        }

        // A router that knows NAT-PMP alone says so in its own format (RFC 6887, section 9).
        return state.Phase == PortMapperPhase.Asking
            && NatPmpCodec.TryReadResponse(datagram, out NatPmpResponse old)
            && old.Result == NatPmpResult.UnsupportedVersion
            ? Fail(state, PortMappingWords.Describe(PcpResult.UnsupportedVersion), now, effects)
            : state;
    }

    private static PortMapperState TakePcp(
        PortMapperState state, in PcpResponse response, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        PortMapperTarget target = state.Target!;
        bool isMap = response.Opcode == PcpOpcode.Map;
        bool isNameless = isMap && response.Mapping is null && state.Phase != PortMapperPhase.Asking;
        if (isNameless
            || isMap != (state.Query == PortMapperQuery.Map)
            || (response.Mapping is { } mapping
                && (mapping.Nonce != target.Nonce || mapping.Protocol != PcpCodec.Udp || mapping.InternalPort != target.InternalPort)))
        {
            return state;
        }

        var epoch = new EpochReading(response.Epoch, now);
        bool isLost = state.Epoch?.ShowsLoss(epoch, isNatPmp: false) ?? false;
        state = state with { Epoch = epoch };
        return (isMap, response.Result) switch
        {
            // Whatever the result, a router that answers tells its epoch.
            (false, _) => Settle(state, isLost, now, effects),
            (true, PcpResult.Success) when response.Mapping is { } granted =>
                Accept(state, granted.External, response.LifetimeSeconds, now, effects),
            (true, PcpResult.Success) => state,
            _ => Refuse(state, PortMappingWords.Describe(response.Result), now, effects),
        };
    }

    private static PortMapperState TakeNatPmp(
        PortMapperState state, in NatPmpResponse response, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        bool isForeign = response.Result == NatPmpResult.Success && response.IsMapping && response.InternalPort != state.Target!.InternalPort;
        bool isUnasked = state.Phase != PortMapperPhase.Asking && response.IsMapping != (state.Query == PortMapperQuery.Map);
        if (isForeign || isUnasked)
        {
            return state;
        }

        var epoch = new EpochReading(response.Epoch, now);
        bool isLost = state.Epoch?.ShowsLoss(epoch, isNatPmp: true) ?? false;
        state = state with { Epoch = epoch };
        if (response.Result != NatPmpResult.Success)
        {
            return Refuse(state, PortMappingWords.Describe(response.Result), now, effects);
        }

        if (response.IsMapping && (state.Phase == PortMapperPhase.Releasing || state.Mapped is not null))
        {
            IPAddress address = state.NatPmpAddress ?? state.Mapped?.External.Address ?? IPAddress.Any;
            return Accept(state, new IPEndPoint(address, response.ExternalPort), response.LifetimeSeconds, now, effects);
        }

        if (state.Mapped is { } mapped)
        {
            // Another outside address: the port is asked for anew, to see whether it is still the same.
            bool hasMoved = !mapped.External.Address.Equals(response.Address);
            return Settle(state with { NatPmpAddress = response.Address }, isLost || hasMoved, now, effects);
        }

        state = response.IsMapping ? state with { NatPmpGrant = response } : state with { NatPmpAddress = response.Address };
        return state is { NatPmpGrant: { } grant, NatPmpAddress: { } outside }
            ? Accept(state, new IPEndPoint(outside, grant.ExternalPort), grant.LifetimeSeconds, now, effects)
            : state;
    }

    private static PortMapperState TakeUpnp(
        PortMapperState state, PortMapperEvent.UpnpAnswered answered, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        bool isCurrent = answered.Number == state.UpnpNumber
            && state.Query == PortMapperQuery.Map
            && state.Protocol == PortMappingProtocol.Upnp
            && Equals(answered.Target, state.Target);
        if (!isCurrent)
        {
            // Mapped for somebody who no longer waits: given back, unless the same port has been granted since.
            if (answered.Outcome.External is { } stray && !(Equals(answered.Target, state.Target) && stray.Equals(state.Mapped?.External)))
            {
                effects.Add(new PortMapperEffect.UnmapByUpnp(answered.Target, stray.Port));
            }

            return state;
        }

        if (answered.Outcome is not { External: { } external, Problem: null })
        {
            return Refuse(state, answered.Outcome.Problem ?? "the router named no outside address", now, effects);
        }

        // One without end is asked for again like all others; UPnP keeps such a mapping over the router's restart or does not.
        TimeSpan lifetime = answered.Outcome.Lifetime > TimeSpan.Zero ? answered.Outcome.Lifetime : PortMapperTimers.LongestLifetime;
        return Grant(state, external, lifetime, now);
    }

    private static PortMapperState Accept(
        PortMapperState state, IPEndPoint external, uint lifetimeSeconds, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        // A router that grants no time, or no port, has refused.
        bool isGrant = lifetimeSeconds > 0 && external.Port != 0;
        return state.Phase == PortMapperPhase.Releasing
            ? lifetimeSeconds == 0 ? Begin(Cleared(state, state.Next), now, effects) : state
            : isGrant
                ? Grant(state, external, TimeSpan.FromSeconds(lifetimeSeconds), now)
                : Refuse(state, "the router granted no port", now, effects);
    }

    /// <summary>The router said no: while asking, the next protocol is tried; a mapping that it will not renew is as good as lost.</summary>
    private static PortMapperState Refuse(
        PortMapperState state, string reason, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects) => state.Phase switch
    {
        PortMapperPhase.Releasing => Begin(Cleared(state, state.Next), now, effects),
        PortMapperPhase.Mapped => Begin(state, now, effects),
        _ => Fail(state, reason, now, effects),
    };

    /// <summary>The router still lives; a mapping that it lost is asked for again at once.</summary>
    private static PortMapperState Settle(
        PortMapperState state, bool isLost, TimeSpan now, ImmutableArray<PortMapperEffect>.Builder effects)
    {
        if (isLost)
        {
            return Ask(state, PortMapperQuery.Map, now, effects);
        }

        TimeSpan poll = now + PortMapperTimers.PollInterval;
        return state with { Query = PortMapperQuery.None, Misses = 0, NextDue = state.Mapped!.RenewAt < poll ? state.Mapped.RenewAt : poll };
    }
}
