using MeshGate.Lab.Links;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>The names that a scenario declares, so that steps can be held to them.</summary>
public sealed class ScenarioNames(string directory)
{
    /// <summary>Names with a meaning of their own.</summary>
    public static readonly IReadOnlySet<string> Reserved =
        new HashSet<string>(StringComparer.Ordinal) { "internet", "control", "api", "operator", "operator2", "operator3", "etcd", "forward", "prometheus", "all" };

    /// <summary>The directory that file references start from.</summary>
    public string Directory => directory;

    /// <summary>The operators' processes, the first one first.</summary>
    public IReadOnlyList<string> Operators { get; init; } = ["operator"];

    /// <summary>Whether a Prometheus scrapes the lab.</summary>
    public bool HasPrometheus { get; init; }

    /// <summary>Refuses what asks Prometheus where there is none.</summary>
    public void NeedPrometheus(YamlNode node)
    {
        if (!HasPrometheus)
        {
            throw ScenarioException.At(node, "there is no Prometheus: say so under settings");
        }
    }

    /// <summary>Declared regions.</summary>
    public Dictionary<string, RegionSpec> Regions { get; } = new(StringComparer.Ordinal);

    /// <summary>Declared sites.</summary>
    public Dictionary<string, SiteSpec> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>Declared machines.</summary>
    public Dictionary<string, MachineSpec> Machines { get; } = new(StringComparer.Ordinal);

    /// <summary>Declared servers.</summary>
    public Dictionary<string, ServerSpec> Servers { get; } = new(StringComparer.Ordinal);

    /// <summary>Declared streams.</summary>
    public Dictionary<string, StreamSpec> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>The loads of the steps so far.</summary>
    public HashSet<string> Loads { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of a load of an earlier step.</summary>
    public string Load(YamlNode node) => Known(node, "load", Loads);

    /// <summary>The costs of the steps so far.</summary>
    public HashSet<string> Costs { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of a cost of an earlier step.</summary>
    public string Cost(YamlNode node) => Known(node, "cost", Costs);

    /// <summary>A machine that stands for many.</summary>
    public string Crowd(YamlNode node) => Known(node, "crowd", [.. Machines.Values.Where(m => m.Crowd is not null).Select(m => m.Name)]);

    /// <summary>The attacks of the steps so far.</summary>
    public HashSet<string> Attacks { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of an attack of an earlier step.</summary>
    public string Attack(YamlNode node) => Known(node, "attack", Attacks);

    /// <summary>The operations of the steps so far.</summary>
    public HashSet<string> Operations { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of operations of an earlier step.</summary>
    public string OperationsOf(YamlNode node) => Known(node, "operations", Operations);

    /// <summary>A process of a machine or a server, such as <c>a/daemon</c>.</summary>
    public string Process(YamlNode node) => Known(node, "process", [
        .. Machines.Values.SelectMany(m => (string[])[
            .. m.Crowd is null ? [$"{m.Name}/wireguard"] : Array.Empty<string>(),
            .. m.Daemon ? [$"{m.Name}/daemon"] : Array.Empty<string>(),
        ]),
        .. Servers.Values.Where(s => !s.Unreachable).Select(s => $"{s.Name}/server"),
    ]);

    /// <summary>The name of a declared machine.</summary>
    public string Machine(YamlNode node) => Known(node, "machine", Machines.Keys);

    /// <summary>The name of a declared region.</summary>
    public string Region(YamlNode node) => Known(node, "region", Regions.Keys);

    /// <summary>The name of a declared site.</summary>
    public string Site(YamlNode node) => Known(node, "site", Sites.Keys);

    /// <summary>The name of a declared server.</summary>
    public string Server(YamlNode node) => Known(node, "server", Servers.Keys);

    /// <summary>One declared stream, a list of them, or <c>all</c>.</summary>
    public StreamSet StreamSet(YamlNode node)
    {
        if (node is YamlScalarNode { Value: "all" } && Streams.Count > 0)
        {
            return new StreamSet([.. Streams.Keys], IsAll: true);
        }

        string[] names = [.. YamlScalars.List(node).Select(each => Known(each, "stream", Streams.Keys))];
        return names.Length > 0 ? new StreamSet(names) : throw ScenarioException.At(node, "a list of streams needs at least one");
    }

    /// <summary>An operator's process.</summary>
    public string Operator(YamlNode node) => Known(node, "operator", Operators);

    /// <summary>An end of a cut: a machine, a server, a site, <c>api</c> or <c>internet</c>.</summary>
    public string Party(YamlNode node) =>
        Known(node, "machine, server or site", [.. Machines.Keys, .. Servers.Keys, .. Sites.Keys, "api", "internet"]);

    private static string Known(YamlNode node, string what, IReadOnlyCollection<string> known)
    {
        var name = YamlScalars.Text(node, $"the {what}");
        return known.Contains(name)
            ? name
            : throw ScenarioException.At(node, $"there is no {what} '{name}'{Suggestion.For(name, known)}");
    }
}
