namespace MeshGate.Lab.Namespaces;

/// <summary>One namespace of a lab: the commands that furnish it, in the order in which they have to run.</summary>
public sealed class NodePlan(string name, string namespaceName, int stage)
{
    /// <summary>
    /// When it is furnished: the router first, then the gateways from the outside inwards, then everything else. A bridge port
    /// that is up before its peer forwards at once; the other way round the kernel takes up to two seconds to notice.
    /// </summary>
    public int Stage => stage;

    /// <summary>Short name within the scenario, such as <c>internet</c> or <c>home-gw1</c>.</summary>
    public string Name => name;

    /// <summary>Name of the network namespace.</summary>
    public string Namespace => namespaceName;

    /// <summary>Kernel parameters, set before there is any interface.</summary>
    public Dictionary<string, string> Parameters { get; } = [];

    /// <summary>Lines for <c>ip -batch</c>.</summary>
    public List<string> IpCommands { get; } = [];

    /// <summary>Text for <c>nft -f</c>; null where nothing is filtered or translated.</summary>
    public string? Ruleset { get; set; }

    /// <summary>Kernel parameters that exist only once connection tracking is in use.</summary>
    public Dictionary<string, string> LateParameters { get; } = [];
}
