using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Gateways;
using MeshGate.Core.Policy;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Reads what an assignment says about networks behind gateways. What of it cannot be used costs that part alone, and is told.</summary>
public static class GatewayRoutesReader
{
    private const int MaxRoutes = 64;
    private const int MaxGateways = 16;
    private const int DefaultThreshold = 3;
    private const int MaxThreshold = 20;
    private static readonly DurationSetting Trial = PolicySettings.LoadBalancerHealthCheckInterval;
    private static readonly DurationSetting Idle = PolicySettings.StickyTimeout;

    /// <summary>The networks that this node reaches through gateways, ordered by route.</summary>
    /// <param name="orders">What was told.</param>
    /// <param name="mesh">The mesh's own ranges, which no network may lie in.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static ImmutableArray<GatewayRoute> Read(IReadOnlyList<GatewayOrder>? orders, IReadOnlyCollection<IPNetwork> mesh, ImmutableArray<string>.Builder problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var taken = new HashSet<IPNetwork>();
        return
        [
            .. (orders ?? []).Take(MaxRoutes).OfType<GatewayOrder>().DistinctBy(order => order.Route, StringComparer.Ordinal).OrderBy(order => order.Route, StringComparer.Ordinal)
                .Select(order => new GatewayRoute(
                    order.Route,
                    [.. Networks(order.Route, order.Cidrs, mesh, problems).Where(taken.Add)],
                    [.. (order.Gateways ?? []).OfType<string>().Take(MaxGateways).Distinct(StringComparer.Ordinal)],
                    new GatewaySettings
                    {
                        FailureThreshold = Math.Clamp(order.Probe?.FailureThreshold ?? DefaultThreshold, 1, MaxThreshold),
                        TrialInterval = Duration(order.Route, "trialInterval", order.TrialInterval, Trial, Trial.Default, problems),
                        Idle = Duration(order.Route, "idleTime", order.IdleTime, Idle, GatewayTimers.Idle, problems),
                    },
                    order.Probe is { } probe ? Probe(order.Route, probe, problems) : null)),
        ];
    }

    /// <summary>The networks that this node forwards to, ordered by route.</summary>
    /// <param name="orders">What was told.</param>
    /// <param name="mesh">The mesh's own ranges, which no network may lie in.</param>
    /// <param name="problems">Takes what could not be used, a sentence each.</param>
    public static ImmutableArray<ForwardRoute> Read(IReadOnlyList<ForwardOrder>? orders, IReadOnlyCollection<IPNetwork> mesh, ImmutableArray<string>.Builder problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return
        [
            .. (orders ?? []).Take(MaxRoutes).OfType<ForwardOrder>().OrderBy(order => order.Route, StringComparer.Ordinal)
                .Select(order => new ForwardRoute(order.Route, [.. Networks(order.Route, order.Cidrs, mesh, problems)], order.Masquerade)),
        ];
    }

    private static IEnumerable<IPNetwork> Networks(string route, IReadOnlyList<string>? cidrs, IReadOnlyCollection<IPNetwork> mesh, ImmutableArray<string>.Builder problems)
    {
        foreach (var text in cidrs ?? [])
        {
            if (OutsideNetwork.TryRead(text, out var network) is { } error)
            {
                problems.Add($"gateways: {route}: '{text}' {error}");
            }
            else if (mesh.Any(range => OutsideNetwork.Contains(range, network)))
            {
                problems.Add($"gateways: {route}: {network} lies in the mesh's own addresses");
            }
            else
            {
                yield return network;
            }
        }
    }

    private static GatewayProbe? Probe(string route, GatewayProbeOrder probe, ImmutableArray<string>.Builder problems)
    {
        if (probe.Type == ProbeType.Path)
        {
            return null;
        }

        if (!MeshAddress.TryParse(probe.Address, out var address) || (probe.Type == ProbeType.Tcp && probe.Port is not (>= 1 and <= 65535)))
        {
            problems.Add($"gateways: {route}: the probe names no machine that can be asked");
            return null;
        }

        var interval = Duration(route, "probe.interval", probe.Interval, RouteRules.ProbeInterval, RouteRules.ProbeInterval.Default, problems);
        var timeout = Duration(route, "probe.timeout", probe.Timeout, RouteRules.ProbeTimeLimit, RouteRules.ProbeTimeLimit.Default, problems);
        return new GatewayProbe(probe.Type, address, probe.Type == ProbeType.Tcp ? probe.Port!.Value : 0, interval, timeout < interval ? timeout : interval);
    }

    private static TimeSpan Duration(string route, string field, string? text, DurationSetting setting, TimeSpan fallback, ImmutableArray<string>.Builder problems)
    {
        if (text is null)
        {
            return fallback;
        }

        if (MeshDuration.TryParse(text, out var value) && value >= setting.Min && value <= setting.Max)
        {
            return value;
        }

        problems.Add($"gateways: {route}: {field}: '{text}' {setting.Rule.Message}; {MeshDuration.Format(fallback)} is used");
        return fallback;
    }
}
