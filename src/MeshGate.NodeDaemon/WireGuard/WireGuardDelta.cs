using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// What a device must be told to get from how it is to how it is to be, and nothing more: a device that is as wanted is not touched,
/// so that a restarted daemon interrupts nothing.
/// </summary>
public static class WireGuardDelta
{
    /// <summary>What is to change about the device itself.</summary>
    /// <param name="state">The device as it is.</param>
    /// <param name="wanted">The device as it is to be.</param>
    /// <returns>Arguments of <c>wg set</c> that follow the interface's name; empty if all is as wanted.</returns>
    public static ImmutableArray<string> Device(WireGuardState state, WireGuardConfig wanted)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(wanted);
        var arguments = ImmutableArray.CreateBuilder<string>();
        if (state.PublicKey != wanted.PublicKey)
        {
            arguments.AddRange("private-key", wanted.PrivateKeyFile);
        }

        if (state.ListenPort != wanted.ListenPort)
        {
            arguments.AddRange("listen-port", wanted.ListenPort.ToString(CultureInfo.InvariantCulture));
        }

        if (state.FwMark != wanted.FwMark)
        {
            arguments.AddRange("fwmark", "0x" + wanted.FwMark.ToString("x", CultureInfo.InvariantCulture));
        }

        return arguments.ToImmutable();
    }

    /// <summary>What is to change about its peers: who goes first, so that their networks are free.</summary>
    /// <param name="state">The device as it is.</param>
    /// <param name="applied">What was ordered before, if anything: an endpoint is not ordered twice, since WireGuard may have roamed since.</param>
    /// <param name="wanted">The device as it is to be.</param>
    public static ImmutableArray<WireGuardPeerChange> Peers(WireGuardState state, WireGuardConfig? applied, WireGuardConfig wanted)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(wanted);
        var before = (applied?.Peers ?? []).ToDictionary(peer => peer.PublicKey);
        var hasMoved = applied is not null && applied.Place != wanted.Place;
        var existing = state.Peers.ToDictionary(peer => peer.PublicKey);
        return
        [
            .. existing.Keys.Except(wanted.Peers.Select(peer => peer.PublicKey)).Order().Select(key => new WireGuardPeerChange(key) { IsRemoved = true }),
            .. wanted.Peers
                .Select(peer => Peer(existing.GetValueOrDefault(peer.PublicKey), before.GetValueOrDefault(peer.PublicKey), peer, hasMoved))
                .Where(change => !change.IsEmpty),
        ];
    }

    private static WireGuardPeerChange Peer(WireGuardPeerState? state, WireGuardPeerConfig? applied, WireGuardPeerConfig wanted, bool hasMoved)
    {
        var change = new WireGuardPeerChange(wanted.PublicKey);
        if (state is null && wanted.IsKeptOnly)
        {
            return change;
        }

        if (wanted.Endpoint is not null && !wanted.Endpoint.Equals(state?.Endpoint) && (state?.Endpoint is null || wanted.Forsaken.Contains(state.Endpoint) || IsNewOrder(applied, wanted)))
        {
            change = change with { Endpoint = wanted.Endpoint };
        }
        else if (hasMoved && state?.Endpoint is { } current)
        {
            change = change with { Endpoint = current };
        }

        if ((state?.PersistentKeepalive ?? 0) != wanted.PersistentKeepalive)
        {
            change = change with { PersistentKeepalive = wanted.PersistentKeepalive };
        }

        return state is null || !(state.AllowedIPs.SequenceEqual(wanted.AllowedIPs) || state.AllowedIPs.ToHashSet().SetEquals(wanted.AllowedIPs))
            ? change with { AllowedIPs = wanted.AllowedIPs }
            : change;
    }

    private static bool IsNewOrder(WireGuardPeerConfig? applied, WireGuardPeerConfig wanted)
        => !wanted.IsEndpointObserved && (!wanted.Endpoint!.Equals(applied?.Endpoint) || applied!.IsEndpointObserved);
}
