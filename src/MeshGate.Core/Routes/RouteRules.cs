using System.Collections.Immutable;
using MeshGate.Core.Policy;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>What is said of a route that contradicts itself: by the schema's rules, and by the operator where the API server does not evaluate them.</summary>
public static class RouteRules
{
    /// <summary>A destination that is neither a node nor CIDRs, or both.</summary>
    public const string OneDestination = "give either node or cidrs";

    /// <summary>A route between nodes that does not say where it begins.</summary>
    public const string SourceNeeded = "a route to a node needs a source";

    /// <summary>A route from a node to itself.</summary>
    public const string SourceIsDestination = "source and destination.node must be two nodes";

    /// <summary>A route to CIDRs without a gateway.</summary>
    public const string GatewaysNeeded = "a route to cidrs needs gateways";

    /// <summary>Gateways before a node.</summary>
    public const string GatewaysForCidrsOnly = "gateways and loadBalancing belong to a route to cidrs";

    /// <summary>Paths towards CIDRs.</summary>
    public const string PathsForNodesOnly = "primaryPath, backupPaths and maxBackupPaths belong to a route to a node";

    /// <summary>Backups both listed and counted.</summary>
    public const string BackupsTwice = "give either backupPaths or maxBackupPaths";

    /// <summary>One relay twice in a path.</summary>
    public const string RelayTwice = "a path names a relay once";

    /// <summary>A relay that is an end of the route.</summary>
    public const string RelayIsEnd = "source and destination.node cannot be relays of the route's own paths";

    /// <summary>Two equal paths.</summary>
    public const string PathTwice = "primaryPath and backupPaths must all differ";

    /// <summary>A TCP probe without a port, or a port without a TCP probe.</summary>
    public const string ProbePort = "port belongs to a probe of type Tcp, and that needs one";

    /// <summary>A probe towards no machine.</summary>
    public const string ProbeAddress = "a probe of type Icmp or Tcp on a route to cidrs needs an address";

    /// <summary>A probe that waits longer than until the next.</summary>
    public const string ProbeTimeout = "timeout must not be longer than interval";

    private const string Kind = "MeshRoute";

    /// <summary><see cref="OneDestination"/>, at <c>spec.destination</c>.</summary>
    public static readonly SchemaRule OneDestinationRule = new(Kind, "spec.destination", OneDestination);

    /// <summary><see cref="SourceNeeded"/>, at <c>spec.source</c>.</summary>
    public static readonly SchemaRule SourceNeededRule = new(Kind, "spec.source", SourceNeeded);

    /// <summary><see cref="SourceIsDestination"/>, at <c>spec.destination.node</c>.</summary>
    public static readonly SchemaRule SourceIsDestinationRule = new(Kind, "spec.destination.node", SourceIsDestination);

    /// <summary><see cref="GatewaysNeeded"/>, at <c>spec.gateways</c>.</summary>
    public static readonly SchemaRule GatewaysNeededRule = new(Kind, "spec.gateways", GatewaysNeeded);

    /// <summary><see cref="GatewaysForCidrsOnly"/>, at <c>spec.gateways</c>.</summary>
    public static readonly SchemaRule GatewaysForCidrsOnlyRule = new(Kind, "spec.gateways", GatewaysForCidrsOnly);

    /// <summary><see cref="PathsForNodesOnly"/>, at <c>spec.primaryPath</c>.</summary>
    public static readonly SchemaRule PathsForNodesOnlyRule = new(Kind, "spec.primaryPath", PathsForNodesOnly);

    /// <summary><see cref="BackupsTwice"/>, at <c>spec.maxBackupPaths</c>.</summary>
    public static readonly SchemaRule BackupsTwiceRule = new(Kind, "spec.maxBackupPaths", BackupsTwice);

    /// <summary><see cref="RelayTwice"/>, at <c>spec.primaryPath.relays</c>.</summary>
    public static readonly SchemaRule PrimaryRelayTwiceRule = new(Kind, "spec.primaryPath.relays", RelayTwice);

    /// <summary><see cref="RelayTwice"/>, at <c>spec.backupPaths.relays</c>.</summary>
    public static readonly SchemaRule BackupRelayTwiceRule = new(Kind, "spec.backupPaths.relays", RelayTwice);

    /// <summary><see cref="RelayIsEnd"/>, at <c>spec.primaryPath</c>.</summary>
    public static readonly SchemaRule PrimaryRelayIsEndRule = new(Kind, "spec.primaryPath", RelayIsEnd);

    /// <summary><see cref="RelayIsEnd"/>, at <c>spec.backupPaths</c>.</summary>
    public static readonly SchemaRule BackupRelayIsEndRule = new(Kind, "spec.backupPaths", RelayIsEnd);

    /// <summary><see cref="PathTwice"/>, at <c>spec.backupPaths</c>.</summary>
    public static readonly SchemaRule PathTwiceRule = new(Kind, "spec.backupPaths", PathTwice);

    /// <summary><see cref="ProbePort"/>, at <c>spec.probe.port</c>.</summary>
    public static readonly SchemaRule ProbePortRule = new(Kind, "spec.probe.port", ProbePort);

    /// <summary><see cref="ProbeAddress"/>, at <c>spec.probe</c>.</summary>
    public static readonly SchemaRule ProbeAddressRule = new(Kind, "spec.probe", ProbeAddress);

    /// <summary><see cref="ProbeTimeout"/>, at <c>spec.probe.timeout</c>.</summary>
    public static readonly SchemaRule ProbeTimeoutRule = new(Kind, "spec.probe.timeout", ProbeTimeout);

    /// <summary><c>probe.interval</c>.</summary>
    public static readonly DurationSetting ProbeInterval = new(Kind, "probe.interval", "5s", "100ms", "5m");

    /// <summary><c>probe.timeout</c>.</summary>
    public static readonly DurationSetting ProbeTimeLimit = new(Kind, "probe.timeout", "2s", "50ms", "1m");

    /// <summary>Every rule.</summary>
    public static ImmutableArray<SchemaRule> All { get; } =
    [
        OneDestinationRule, SourceNeededRule, SourceIsDestinationRule, GatewaysNeededRule, GatewaysForCidrsOnlyRule,
        PathsForNodesOnlyRule, BackupsTwiceRule, PrimaryRelayTwiceRule, BackupRelayTwiceRule, PrimaryRelayIsEndRule,
        BackupRelayIsEndRule, PathTwiceRule, ProbePortRule, ProbeAddressRule, ProbeTimeoutRule,
        ProbeInterval.Rule, ProbeTimeLimit.Rule,
    ];
}
