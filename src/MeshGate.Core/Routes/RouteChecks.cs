using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Policy;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>Looks at one route by itself.</summary>
public static class RouteChecks
{
    /// <summary>The most relays of a path.</summary>
    public const int MaxRelays = 2;

    /// <summary>Everything that is wrong with it, whatever else there is in the mesh.</summary>
    public static ImmutableArray<Finding> Check(RouteSnapshot route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return [.. Ends(route), .. PathsOf(route), .. CidrsOf(route), .. route.Probe is { } probe ? ProbeOf(route, probe) : []];
    }

    private static IEnumerable<Finding> Ends(RouteSnapshot route)
    {
        bool hasCidrs = !route.Cidrs.IsEmpty;
        if (route.Node is not null == hasCidrs)
        {
            yield return RouteRules.OneDestinationRule.Broken();
        }

        if (route.Node is not null && route.Source is null)
        {
            yield return RouteRules.SourceNeededRule.Broken();
        }

        if (route.Node is not null && route.Source == route.Node)
        {
            yield return RouteRules.SourceIsDestinationRule.Broken();
        }

        if (hasCidrs && route.Gateways.IsEmpty)
        {
            yield return RouteRules.GatewaysNeededRule.Broken();
        }

        if (route.Node is not null && (!route.Gateways.IsEmpty || route.HasLoadBalancing))
        {
            yield return RouteRules.GatewaysForCidrsOnlyRule.Broken();
        }

        if (hasCidrs && (route.PrimaryPath is not null || route.BackupPaths is not null || route.MaxBackupPaths is not null))
        {
            yield return RouteRules.PathsForNodesOnlyRule.Broken();
        }
    }

    private static IEnumerable<Finding> PathsOf(RouteSnapshot route)
    {
        if (route.BackupPaths is not null && route.MaxBackupPaths is not null)
        {
            yield return RouteRules.BackupsTwiceRule.Broken();
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string field, ImmutableArray<string> relays) in route.Paths())
        {
            bool isPrimary = field == RouteRules.PrimaryRelayIsEndRule.Path;
            if (relays.Length > MaxRelays)
            {
                yield return new Finding($"{field}.relays", $"a path has at most {MaxRelays} relays");
            }

            if (relays.Distinct(StringComparer.Ordinal).Count() != relays.Length)
            {
                yield return (isPrimary ? RouteRules.PrimaryRelayTwiceRule : RouteRules.BackupRelayTwiceRule).Broken($"{field}.relays");
            }

            if (relays.Any(relay => relay == route.Source || relay == route.Node))
            {
                yield return (isPrimary ? RouteRules.PrimaryRelayIsEndRule : RouteRules.BackupRelayIsEndRule).Broken(field);
            }

            // Names hold no slash.
            if (!seen.Add(string.Join('/', relays)))
            {
                yield return RouteRules.PathTwiceRule.Broken(field);
            }
        }
    }

    private static IEnumerable<Finding> CidrsOf(RouteSnapshot route)
    {
        for (int i = 0; i < route.Cidrs.Length; i++)
        {
            if (OutsideNetwork.TryRead(route.Cidrs[i], out _) is { } error)
            {
                yield return new Finding($"spec.destination.cidrs[{i}]", error) { Value = route.Cidrs[i] };
            }
        }
    }

    private static IEnumerable<Finding> ProbeOf(RouteSnapshot route, RouteProbeSnapshot probe)
    {
        if (probe.Type == ProbeType.Tcp != probe.Port is not null)
        {
            yield return RouteRules.ProbePortRule.Broken();
        }

        bool hasCidrs = !route.Cidrs.IsEmpty;
        if (hasCidrs && probe.Type != ProbeType.Path && probe.Address is null)
        {
            yield return RouteRules.ProbeAddressRule.Broken();
        }

        if (probe.Address is not null)
        {
            if (!MeshAddress.TryParse(probe.Address, out IPAddress? address))
            {
                yield return new Finding("spec.probe.address", "must be an IP address") { Value = probe.Address };
            }
            else if (hasCidrs && !route.Cidrs.Any(cidr => OutsideNetwork.TryRead(cidr, out IPNetwork network) is null && network.Contains(address)))
            {
                yield return new Finding("spec.probe.address", "must lie in one of destination.cidrs") { Value = probe.Address };
            }
        }

        var reader = new SettingReader();
        TimeSpan interval = reader.Read(RouteRules.ProbeInterval, probe.Interval);
        TimeSpan timeout = reader.Read(RouteRules.ProbeTimeLimit, probe.Timeout);
        foreach (Finding finding in reader.Findings)
        {
            yield return finding;
        }

        if (timeout > interval)
        {
            yield return RouteRules.ProbeTimeoutRule.Broken();
        }
    }
}
