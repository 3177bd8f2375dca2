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
    public const string ProbePort = "port belongs to a probe of type Tcp, and it needs one";

    /// <summary>A probe towards no machine.</summary>
    public const string ProbeAddress = "a probe of type Icmp or Tcp on a route to cidrs needs an address";

    /// <summary>A probe that waits longer than until the next.</summary>
    public const string ProbeTimeout = "timeout must not be longer than interval";
}
