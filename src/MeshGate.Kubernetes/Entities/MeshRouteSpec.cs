using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>What is wanted of one route: either between two MeshNodes, or to networks behind gateways.</summary>
[ValidationRule(
    "!has(self.destination.node) || has(self.source)",
    fieldPath: ".source",
    message: RouteRules.SourceNeeded,
    reason: "FieldValueRequired")]
[ValidationRule(
    "!has(self.source) || !has(self.destination.node) || self.source != self.destination.node",
    fieldPath: ".destination.node",
    message: RouteRules.SourceIsDestination)]
[ValidationRule(
    "!has(self.destination.cidrs) || (has(self.gateways) && size(self.gateways) > 0)",
    fieldPath: ".gateways",
    message: RouteRules.GatewaysNeeded,
    reason: "FieldValueRequired")]
[ValidationRule(
    "!has(self.destination.node) || ((!has(self.gateways) || size(self.gateways) == 0) && !has(self.loadBalancing))",
    fieldPath: ".gateways",
    message: RouteRules.GatewaysForCidrsOnly,
    reason: "FieldValueForbidden")]
[ValidationRule(
    "!has(self.destination.cidrs) || !(has(self.primaryPath) || has(self.backupPaths) || has(self.maxBackupPaths))",
    fieldPath: ".primaryPath",
    message: RouteRules.PathsForNodesOnly,
    reason: "FieldValueForbidden")]
[ValidationRule(
    "!has(self.backupPaths) || !has(self.maxBackupPaths)",
    fieldPath: ".maxBackupPaths",
    message: RouteRules.BackupsTwice,
    reason: "FieldValueForbidden")]
[ValidationRule(
    "!has(self.primaryPath) || !self.primaryPath.relays.exists(r, (has(self.source) && r == self.source) || (has(self.destination.node) && r == self.destination.node))",
    fieldPath: ".primaryPath",
    message: RouteRules.RelayIsEnd)]
[ValidationRule(
    "!has(self.backupPaths) || !self.backupPaths.exists(p, p.relays.exists(r, (has(self.source) && r == self.source) || (has(self.destination.node) && r == self.destination.node)))",
    fieldPath: ".backupPaths",
    message: RouteRules.RelayIsEnd)]
[ValidationRule(
    "!has(self.backupPaths) || (self.backupPaths.all(p, self.backupPaths.exists_one(q, q.relays == p.relays)) && (!has(self.primaryPath) || !self.backupPaths.exists(p, p.relays == self.primaryPath.relays)))",
    fieldPath: ".backupPaths",
    message: RouteRules.PathTwice)]
[ValidationRule(
    "!has(self.probe) || !has(self.destination.cidrs) || self.probe.type == 'Path' || has(self.probe.address)",
    fieldPath: ".probe",
    message: RouteRules.ProbeAddress,
    reason: "FieldValueRequired")]
public sealed record MeshRouteSpec
{
    /// <summary>The MeshNode that the route begins at; on a route to cidrs left open for every node.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string? Source { get; set; }

    /// <summary>Where the route leads.</summary>
    [Required]
    public RouteDestination Destination { get; set; } = new();

    /// <summary>The path that is used while it works, on a route to a node; left open, the best that is found.</summary>
    public RoutePath? PrimaryPath { get; set; }

    /// <summary>Paths that are used when the primary one fails, best first, on a route to a node. At most 8.</summary>
    [Items(0, 8)]
    public IReadOnlyList<RoutePath>? BackupPaths { get; set; }

    /// <summary>In place of backupPaths: how many backup paths are found for the route, 0 to 8. Left open with backupPaths also open, 2.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Unit("paths")]
    [RangeMinimum(0)]
    [RangeMaximum(8)]
    public int? MaxBackupPaths { get; set; }

    /// <summary>Which route fails over first, and which counts where two speak of the same: the higher. 0 to 1000.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("0")]
    [RangeMinimum(0)]
    [RangeMaximum(1000)]
    public int Priority { get; set; }

    /// <summary>The MeshNodes before the networks, on a route to cidrs; each has the role Gateway. At most 16.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Items(0, 16)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    [XListType(ListType.Set)]
    public IReadOnlyList<string>? Gateways { get; set; }

    /// <summary>
    /// Whether gateways put their own address in place of the clients' (masquerading), so that machines in the networks need no route to the
    /// mesh. Flows through a gateway then break when the client takes another.
    /// </summary>
    [ReadBy(ReadByAttribute.Operator, ReadByAttribute.Daemon)]
    public bool? Masquerade { get; set; }

    /// <summary>How clients are spread over the gateways; left open, as the MeshPolicies of each client say.</summary>
    public RouteLoadBalancing? LoadBalancing { get; set; }

    /// <summary>How the far end is probed; left open, by the sessions' own checks.</summary>
    public RouteProbe? Probe { get; set; }
}
