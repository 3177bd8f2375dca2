using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Reads which processes <c>kill</c>, <c>start</c>, <c>stop</c> and <c>restart</c> mean.</summary>
internal static class ProcessReader
{
    private static readonly Dictionary<string, string> MachineProcesses = new()
    {
        ["daemon"] = "daemon",
        ["wireguard"] = "wireguard",
        ["crowd"] = "crowd",
    };

    private static readonly Dictionary<string, int> Signals = new()
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["USR2"] = 12,
        ["TERM"] = 15,
        ["CONT"] = 18,
        ["STOP"] = 19,
    };

    internal static ProcessAction Read(YamlNode node, ScenarioNames names, ProcessVerb verb)
    {
        var what = $"'{verb}'".ToLowerInvariant();
        var reader = new MappingReader(
            node, what, verb == ProcessVerb.Kill ? ["machine", "process", "server", "site", "signal"] : ["machine", "process", "server", "site"]);
        var signal = reader.OptionalWord("signal", Signals) ?? 9;
        if (reader.Find("server") is { } server)
        {
            var name = names.Server(server);
            return names.Servers[name].Unreachable
                ? throw ScenarioException.At(server, $"server '{name}' is unreachable: it has no process")
                : new ProcessAction(verb, [$"{name}/server"], signal);
        }

        if (reader.Find("site") is { } site)
        {
            var name = names.Site(site);
            return names.Sites[name].PortMapping.Count == 0
                ? throw ScenarioException.At(site, $"the router of site '{name}' has no process: it has no 'portMapping'")
                : new ProcessAction(verb, [$"{name}/router"], signal);
        }

        var process = reader.Find("process");
        if (reader.Find("machine") is not { } machineNode)
        {
            return process is null
                ? throw ScenarioException.At(node, $"{what} needs a machine, a server, a site with portMapping, or process: api or operator")
                : new ProcessAction(verb, [ControlProcess(process, names)], signal);
        }

        var machine = names.Machine(machineNode);
        if (process is not null)
        {
            var word = YamlScalars.Word(process, "'process' of a machine", MachineProcesses);
            return (word == "crowd") != names.Machines[machine].Crowd is not null
                ? throw ScenarioException.At(process, $"machine '{machine}' {(word == "crowd" ? "has no crowd" : "is a crowd: its one process is 'crowd'")}")
                : word == "daemon" && !names.Machines[machine].Daemon
                ? throw ScenarioException.At(process, $"machine '{machine}' has 'daemon: false'")
                : new ProcessAction(verb, [$"{machine}/{word}"], signal);
        }

        return new ProcessAction(
            verb, names.Machines[machine].Crowd is not null ? [$"{machine}/crowd"] : names.Machines[machine].Daemon ? [$"{machine}/wireguard", $"{machine}/daemon"] : [$"{machine}/wireguard"], signal);
    }

    private static string ControlProcess(YamlNode node, ScenarioNames names) => YamlScalars.Word(
        node, "'process' without a machine", names.Operators.Append("api").ToDictionary(name => name, StringComparer.Ordinal));
}
