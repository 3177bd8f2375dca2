using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.WireGuard;

/// <summary>What a device is to change about one peer, in the words of wg(8) and in those of WireGuard's cross-platform configuration protocol.</summary>
/// <param name="Peer">The peer; one that the device does not know is added.</param>
public sealed record WireGuardPeerChange(PublicKey Peer)
{
    /// <summary>Whether the peer goes; nothing else counts then.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Where to send from now on; null to leave it.</summary>
    public IPEndPoint? Endpoint { get; init; }

    /// <summary>Seconds between keepalives, 0 for none; null to leave them.</summary>
    public int? PersistentKeepalive { get; init; }

    /// <summary>The inner networks that belong to the peer, and to no other from now on; null to leave them.</summary>
    public ImmutableArray<IPNetwork>? AllowedIPs { get; init; }

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => !IsRemoved && Endpoint is null && PersistentKeepalive is null && AllowedIPs is null;

    /// <summary>Arguments of <c>wg set</c>. The endpoint stands before the keepalive: one that goes from none to some sends at once.</summary>
    public ImmutableArray<string> ToArguments()
    {
        if (IsRemoved)
        {
            return ["peer", Peer.ToString(), "remove"];
        }

        ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("peer", Peer.ToString());
        if (Endpoint is not null)
        {
            arguments.AddRange("endpoint", Endpoint.ToString());
        }

        if (PersistentKeepalive is { } keepalive)
        {
            arguments.AddRange("persistent-keepalive", keepalive.ToString(CultureInfo.InvariantCulture));
        }

        if (AllowedIPs is { } networks)
        {
            arguments.AddRange("allowed-ips", string.Join(',', networks));
        }

        return arguments.ToImmutable();
    }

    /// <summary>Appends the lines of a <c>set=1</c>, in the order of <see cref="ToArguments"/>.</summary>
    public void AppendTo(StringBuilder request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Span<byte> key = stackalloc byte[PublicKey.Length];
        Peer.CopyTo(key);
        Line(request, "public_key", Convert.ToHexStringLower(key));
        if (IsRemoved)
        {
            Line(request, "remove", "true");
            return;
        }

        if (Endpoint is not null)
        {
            Line(request, "endpoint", Endpoint.ToString());
        }

        if (PersistentKeepalive is { } keepalive)
        {
            Line(request, "persistent_keepalive_interval", keepalive.ToString(CultureInfo.InvariantCulture));
        }

        if (AllowedIPs is { } networks)
        {
            Line(request, "replace_allowed_ips", "true");
            foreach (var network in networks)
            {
                Line(request, "allowed_ip", network.ToString());
            }
        }
    }

    private static void Line(StringBuilder request, string key, string value) => request.Append(key).Append('=').Append(value).Append('\n');
}
