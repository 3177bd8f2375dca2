using System.Collections.Immutable;
using System.Globalization;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>
/// What <c>wg set</c> must be told to get from one device to another, and nothing more: a device that is as wanted is not touched,
/// so that a restarted daemon interrupts nothing.
/// </summary>
public static class WireGuardDelta
{
    /// <param name="state">The device as it is.</param>
    /// <param name="applied">What was ordered before, if anything: an endpoint is not ordered twice, since WireGuard may have roamed since.</param>
    /// <param name="wanted">The device as it is to be.</param>
    /// <returns>Arguments that follow the interface's name, in chunks of one invocation each; empty if all is as wanted.</returns>
    public static ImmutableArray<ImmutableArray<string>> Compute(
        WireGuardState state, WireGuardConfig? applied, WireGuardConfig wanted)
    {
        var before = (applied?.Peers ?? []).ToDictionary(peer => peer.PublicKey);
        var hasMoved = applied is not null && applied.Place != wanted.Place;
        var existing = state.Peers.ToDictionary(peer => peer.PublicKey);
        var groups = new List<ImmutableArray<string>> { Device(state, wanted) };
        groups.AddRange(existing.Keys.Except(wanted.Peers.Select(peer => peer.PublicKey)).Order().Select(key => (ImmutableArray<string>)["peer", key.ToString(), "remove"]));
        groups.AddRange(wanted.Peers.Select(peer => Peer(existing.GetValueOrDefault(peer.PublicKey), before.GetValueOrDefault(peer.PublicKey), peer, hasMoved)));
        return [.. groups.Where(group => !group.IsEmpty).Chunk(PeersPerCall).Select(chunk => chunk.SelectMany(group => group).ToImmutableArray())];
    }

    /// <summary>Keeps a command line well under the kernel's limit.</summary>
    internal const int PeersPerCall = 100;

    private static ImmutableArray<string> Device(WireGuardState state, WireGuardConfig wanted)
    {
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

    private static ImmutableArray<string> Peer(WireGuardPeerState? state, WireGuardPeerConfig? applied, WireGuardPeerConfig wanted, bool hasMoved)
    {
        if (state is null && wanted.IsKeptOnly)
        {
            return [];
        }

        var arguments = ImmutableArray.CreateBuilder<string>();

        // The endpoint stands before the keepalive: a keepalive that goes from none to some sends at once.
        if (wanted.Endpoint is not null && !wanted.Endpoint.Equals(state?.Endpoint) && (state?.Endpoint is null || wanted.Forsaken.Contains(state.Endpoint) || IsNewOrder(applied, wanted)))
        {
            arguments.AddRange("endpoint", wanted.Endpoint.ToString());
        }
        else if (hasMoved && state?.Endpoint is { } current)
        {
            arguments.AddRange("endpoint", current.ToString());
        }

        if ((state?.PersistentKeepalive ?? 0) != wanted.PersistentKeepalive)
        {
            arguments.AddRange("persistent-keepalive", wanted.PersistentKeepalive.ToString(CultureInfo.InvariantCulture));
        }

        if (state is null || !(state.AllowedIPs.SequenceEqual(wanted.AllowedIPs) || state.AllowedIPs.ToHashSet().SetEquals(wanted.AllowedIPs)))
        {
            arguments.AddRange("allowed-ips", string.Join(',', wanted.AllowedIPs));
        }

        return arguments.Count == 0 ? [] : ["peer", wanted.PublicKey.ToString(), .. arguments];
    }

    private static bool IsNewOrder(WireGuardPeerConfig? applied, WireGuardPeerConfig wanted)
        => !wanted.IsEndpointObserved && (!wanted.Endpoint!.Equals(applied?.Endpoint) || applied!.IsEndpointObserved);
}
