namespace MeshGate.Cli.Checking;

/// <summary>Places in the manual that findings point to; a test holds that each is there.</summary>
public static class Manual
{
    /// <summary>How to install.</summary>
    public const string Install = "docs/install.md#with-helm";

    /// <summary>Other networks on the same Nodes.</summary>
    public const string OtherNetworks = "docs/install.md#beside-other-networks";

    /// <summary>What older API servers lack.</summary>
    public const string OlderServers = "docs/settings.md#older-api-servers";

    /// <summary>What the command line asks of its user's rights.</summary>
    public const string Rights = "docs/cli.md#rights";

    /// <summary>A node that is not ready.</summary>
    public const string NotReady = "docs/troubleshooting.md#a-node-is-not-ready";

    /// <summary>The daemon's own conditions.</summary>
    public const string Conditions = "docs/troubleshooting.md#the-daemons-own-conditions";

    /// <summary>Pairs that do not talk.</summary>
    public const string NoPath = "docs/troubleshooting.md#two-nodes-do-not-talk";

    /// <summary>The operator.</summary>
    public const string Operator = "docs/troubleshooting.md#the-operator";

    /// <summary>Upgrades.</summary>
    public const string Upgrade = "docs/operations.md#upgrade";

    /// <summary>What a machine is to bring along.</summary>
    public const string Machine = "docs/cli.md#what-a-machine-brings-along";
}
