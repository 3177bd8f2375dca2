using MeshGate.Core.Routes;
using MeshGate.Core.Validation;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Gateways;

/// <summary>How a route to networks fares, by what its clients tell.</summary>
public static class GatewayStatus
{
    private const int MostNames = 200;

    /// <summary>What the clients of a route tell of it, by their names. One that is offline uses no gateway, whatever it told last.</summary>
    public static IReadOnlyDictionary<string, GatewayReport> Find(PlannedGateways planned, Func<string, MeshNode?> find)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(find);
        return planned.Ranking.Keys
            .Select(name => (Name: name, Client: find(name)))
            .Where(told => told.Client is not null && !IsOffline(told.Client))
            .Select(told => (told.Name, Report: told.Client!.Status?.Agent?.Gateways?.FirstOrDefault(report => report?.Route == planned.Route.Name)))
            .Where(told => told.Report is not null)
            .ToDictionary(told => told.Name, told => told.Report!, StringComparer.Ordinal);
    }

    /// <summary>Whether what is told of gateways is another: a daemon tells something new of them, or went offline or came back.</summary>
    public static bool HasMoved(MeshNode before, MeshNode after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return IsOffline(before) != IsOffline(after) || !(before.Status?.Agent?.Gateways ?? []).SequenceEqual(after.Status?.Agent?.Gateways ?? []);
    }

    /// <summary>How the route fares; null while no client tells.</summary>
    public static RouteState? StateOf(PlannedGateways planned, IReadOnlyDictionary<string, GatewayReport> reports)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(reports);
        return reports.Count == 0 ? null
            : reports.Values.Any(report => report.Via is null || !report.Up) ? RouteState.Failed
            : reports.Any(told => planned.Ranking[told.Key] is { IsEmpty: false } names && names[0] != told.Value.Via) ? RouteState.FailedOver
            : RouteState.Active;
    }

    /// <summary>The gateways, and who uses them.</summary>
    public static IReadOnlyList<RouteGatewayStatus> GatewaysOf(PlannedGateways planned, IReadOnlyDictionary<string, GatewayReport> reports)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(reports);
        return
        [
            .. planned.Gateways.Select(gateway =>
            {
                string[] users = [.. reports.Where(told => told.Value.Via == gateway.Name).Select(told => told.Key).Order(StringComparer.Ordinal)];
                int complaints = reports.Values.Count(report => report.NotForwarding?.Contains(gateway.Name) == true);
                string[] reasons =
                [
                    .. gateway.Drain ? ["It is drained: clients leave it when nothing is on their way."] : Array.Empty<string>(),
                    .. gateway.Weight == 0 ? ["Its weight is 0."] : Array.Empty<string>(),
                    .. gateway.IsOnline ? Array.Empty<string>() : ["It is offline."],
                    .. complaints == 0 ? Array.Empty<string>() : [$"It did not forward for {(complaints == 1 ? "a client" : $"{complaints} clients")}: it is tried again now and then."],
                ];
                return new RouteGatewayStatus
                {
                    Name = gateway.Name,
                    FirstOf = planned.Ranking.Values.Count(names => !names.IsEmpty && names[0] == gateway.Name),
                    Clients = users.Length,
                    UsedBy = users.Length > MostNames ? users[..MostNames] : users,
                    Reason = reasons.Length > 0 ? string.Join(' ', reasons) : null,
                };
            }),
        ];
    }

    /// <summary>What is to be said of the route besides whether it is ready.</summary>
    public static IEnumerable<Condition> ConditionsFor(PlannedGateways planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        yield return planned.Overlaps.IsEmpty
            ? ConditionList.Of(ConditionTypes.Overlapping, false, "Distinct", "No other route leads to a part of its networks.")
            : ConditionList.Of(ConditionTypes.Overlapping, true, "LongestPrefix", Finding.Join(planned.Overlaps));
        yield return planned.Route.Probe is { Type: not ProbeType.Path } probe
            ? ConditionList.Of(ConditionTypes.Probed, true, "Probe", $"Each client probes {probe.Address} through the gateway that it uses.")
            : ConditionList.Of(ConditionTypes.Probed, false, "SessionsAlone", "Only the sessions with the gateways are judged: one that lives and does not forward is not noticed. spec.probe names a machine to ask.");
    }

    private static bool IsOffline(MeshNode node) => ConditionList.Find(node.Status?.Conditions, ConditionTypes.Online)?.Status == "False";
}
