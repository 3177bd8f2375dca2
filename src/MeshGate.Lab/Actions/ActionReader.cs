using MeshGate.Lab.Faults;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Reads actions by their key.</summary>
internal static class ActionReader
{
    private static readonly Dictionary<string, FaultDirection> Directions = new()
    {
        ["both"] = FaultDirection.Both,
        ["to"] = FaultDirection.To,
        ["from"] = FaultDirection.From,
    };

    private static readonly Dictionary<string, Func<YamlNode, ScenarioNames, ScenarioAction>> Readers = new()
    {
        ["cut"] = (n, names) => RegionAction.Find(n, names, isCut: true) ?? (ScenarioAction)Fault(n, names, "cut", loss: false),
        ["loss"] = (n, names) => Fault(n, names, "loss", loss: true),
        ["link"] = LinkAction.Read,
        ["block"] = Block,
        ["heal"] = (n, names) => RegionAction.Find(n, names, isCut: false) ?? (ScenarioAction)Heal(n, names),
        ["kill"] = (n, names) => ProcessReader.Read(n, names, ProcessVerb.Kill),
        ["start"] = (n, names) => ProcessReader.Read(n, names, ProcessVerb.Start),
        ["stop"] = (n, names) => ProcessReader.Read(n, names, ProcessVerb.Stop),
        ["restart"] = (n, names) => ProcessReader.Read(n, names, ProcessVerb.Restart),
        ["rebind"] = (n, names) => new RebindAction(names.Site(new MappingReader(n, "rebind", "site").Require("site"))),
        ["changeAddress"] = ChangeAddress,
        ["apply"] = (n, names) => new ApplyAction([.. ResourceReader.Read(n, names)]),
        ["delete"] = Delete,
        ["run"] = Run,
        ["repeat"] = RepeatAction.Read,
        ["wait"] = (n, _) => new WaitAction(YamlScalars.Duration(n, "'wait'")),
        ["stream"] = Stream,
        ["load"] = LoadAction.Read,
        ["cost"] = CostAction.Read,
        ["attack"] = AttackAction.Read,
        ["operations"] = OperationsAction.Read,
        ["capture"] = (n, names) => new CaptureAction(CaptureAction.Host(new MappingReader(n, "'capture'", "machine", "server"), names)),
    };

    /// <summary>The keys of all actions.</summary>
    internal static IReadOnlyList<string> Keys { get; } = [.. Readers.Keys];

    internal static ScenarioAction Read(string key, YamlNode node, ScenarioNames names) => Readers[key](node, names);

    private static FaultAction Fault(YamlNode node, ScenarioNames names, string what, bool loss)
    {
        var reader = new MappingReader(
            node, $"'{what}'", loss ? ["from", "to", "direction", "percent"] : ["from", "to", "direction", "region"]);
        if (loss)
        {
            _ = reader.Require("percent");
        }

        return new FaultAction(
            names.Party(reader.Require("from")),
            names.Party(reader.Require("to")),
            reader.OptionalWord("direction", Directions) ?? FaultDirection.Both,
            loss ? reader.OptionalNumber("percent", 0.01, 100)!.Value : 100);
    }

    private static BlockAction Block(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'block'", "site", "machine", "udp");
        return reader.Flag("udp", otherwise: true)
            ? new BlockAction(Blockable(reader, names))
            : throw ScenarioException.At(reader.Require("udp"), "only UDP can be blocked; 'heal' lifts the block");
    }

    private static string Blockable(MappingReader reader, ScenarioNames names) =>
        reader.Has("site") == reader.Has("machine") || reader.Has("from") || reader.Has("to")
            ? throw ScenarioException.At(reader.Node, "name either a site or a machine")
            : reader.Find("site") is { } site ? names.Site(site) : names.Machine(reader.Require("machine"));

    private static HealAction Heal(YamlNode node, ScenarioNames names)
    {
        if (node is YamlScalarNode { Value: "all" })
        {
            return new HealAction(null, null);
        }

        var reader = new MappingReader(node, "'heal' (or the word all)", "from", "to", "site", "machine", "region");
        if (reader.Has("site") || reader.Has("machine"))
        {
            return new HealAction(null, null) { Blocked = Blockable(reader, names) };
        }

        return new HealAction(names.Party(reader.Require("from")), names.Party(reader.Require("to")));
    }

    private static ChangeAddressAction ChangeAddress(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'changeAddress'", "machine", "site");
        if (reader.Has("machine") == reader.Has("site"))
        {
            throw ScenarioException.At(node, "'changeAddress' needs either a machine or a site");
        }

        if (reader.Find("site") is { } site)
        {
            var name = names.Site(site);
            return names.Sites[name].Nat.Count > 0
                ? new ChangeAddressAction(null, name)
                : throw ScenarioException.At(site, $"site '{name}' has no gateway; name a machine");
        }

        var machine = names.Machine(reader.Require("machine"));
        return names.Machines[machine].Site is { } behind && names.Sites[behind].Nat.Count > 0
            ? throw ScenarioException.At(node, $"machine '{machine}' is behind a NAT; name its site, or a machine on the internet")
            : new ChangeAddressAction(machine, null);
    }

    private static DeleteAction Delete(YamlNode node, ScenarioNames names)
    {
        _ = names;
        var reader = new MappingReader(node, "'delete'", "kind", "name", "namespace", "apiVersion");
        return new DeleteAction(
            reader.Text("kind"), reader.Text("name"), reader.OptionalText("namespace"), reader.OptionalText("apiVersion"));
    }

    private static RunAction Run(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'run'", "command", "machine", "expectExit", "timeout");
        return new RunAction(LabCommand.Read(reader, names), reader.OptionalInteger("expectExit", 0, 255) ?? 0, reader.OptionalDuration("timeout") ?? TimeSpan.FromSeconds(30));
    }

    private static StreamAction Stream(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'stream'", "start", "stop");
        return reader.Has("start") != reader.Has("stop")
            ? new StreamAction(names.StreamSet(reader.Find("start") ?? reader.Require("stop")), reader.Has("start"))
            : throw ScenarioException.At(node, "'stream' needs either start or stop, with the name of a stream, a list of names, or all");
    }
}
