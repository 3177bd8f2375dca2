using System.Text.RegularExpressions;
using MeshGate.Lab.Actions;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>Reads what stands under <c>expect</c>.</summary>
internal static class ExpectationReader
{
    private static readonly Dictionary<string, Func<YamlNode, ScenarioNames, Expectation>> Readers = new()
    {
        ["path"] = ReadPath,
        ["allDirect"] = AllDirect,
        ["field"] = (n, _) => FieldReader.Read(n),
        ["refused"] = Refused,
        ["longestGap"] = LongestGap,
        ["lossyFor"] = LossyFor,
        ["packetsLost"] = PacketsLost,
        ["metric"] = Metric,
        ["ping"] = Ping,
        ["transfer"] = Transfer,
        ["capture"] = Capture,
        ["attackRepelled"] = AttackRepelledExpectation.Read,
        ["loadLost"] = LoadLostExpectation.Read,
        ["loadCpu"] = LoadCpuExpectation.Read,
        ["cpu"] = CpuExpectation.Read,
        ["bandwidth"] = BandwidthExpectation.Read,
        ["longestSilence"] = LongestSilenceExpectation.Read,
        ["pingsLost"] = PingsLostExpectation.Read,
        ["crowdAnswers"] = CrowdAnswersExpectation.Read,
        ["operations"] = OperationsExpectation.Read,
        ["output"] = OutputExpectation.Read,
        ["query"] = QueryExpectation.Read,
        ["alerts"] = AlertsExpectation.Read,
        ["monitoring"] = MonitoringExpectation.Read,
    };

    private static readonly Dictionary<string, string> Paths = new() { ["direct"] = "direct", ["none"] = "none", ["relay"] = "relay", ["turn"] = "turn" };

    private static readonly Dictionary<string, MetricStat> Stats = new()
    {
        ["value"] = MetricStat.Value,
        ["sum"] = MetricStat.Sum,
        ["count"] = MetricStat.Count,
        ["mean"] = MetricStat.Mean,
    };

    internal static Expectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'expect'", [.. Readers.Keys]);
        var given = Readers.Keys.Where(reader.Has).ToArray();
        return given.Length == 1
            ? Readers[given[0]](reader.Require(given[0]), names)
            : throw ScenarioException.At(node, $"'expect' needs exactly one of {string.Join(", ", Readers.Keys)}");
    }

    private static PathExpectation ReadPath(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'path'", "from", "to", "is", "ping");
        var (from, to) = Pair(reader, names);
        return new PathExpectation(
            from, to, reader.Find("is") is { } word ? YamlScalars.Word(word, "'is'", Paths) : "direct", reader.Flag("ping"));
    }

    private static AllDirectExpectation AllDirect(YamlNode node, ScenarioNames names)
    {
        if (node is YamlScalarNode { Value: "true" })
        {
            return new AllDirectExpectation(Daemons(names, []), false);
        }

        var reader = new MappingReader(node, "'allDirect' (or the word true)", "machines", "except", "ping");
        var machines = YamlScalars.List(reader.Find("machines")).Select(names.Machine).ToArray();
        var except = YamlScalars.List(reader.Find("except")).Select(names.Machine).ToArray();
        return new AllDirectExpectation(machines.Length > 0 ? machines : Daemons(names, except), reader.Flag("ping"));
    }

    private static string[] Daemons(ScenarioNames names, string[] except) =>
        [.. names.Machines.Values.Where(m => m.Daemon && !except.Contains(m.Name)).Select(m => m.Name)];

    private static RefusedExpectation Refused(YamlNode node, ScenarioNames names)
    {
        _ = names;
        var reader = new MappingReader(node, "'refused'", "apply", "matches");
        return new RefusedExpectation(ResourceReader.One(reader.Require("apply")), Pattern(reader, "matches"));
    }

    private static LongestGapExpectation LongestGap(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'longestGap'", "stream", "max");
        return new LongestGapExpectation(names.StreamSet(reader.Require("stream")), YamlScalars.Duration(reader.Require("max"), "'max' of 'longestGap'"));
    }

    private static LossyForExpectation LossyFor(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'lossyFor'", "stream", "max");
        return new LossyForExpectation(names.StreamSet(reader.Require("stream")), YamlScalars.Duration(reader.Require("max"), "'max' of 'lossyFor'"));
    }

    private static PacketsLostExpectation PacketsLost(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'packetsLost'", "stream", "max");
        return new PacketsLostExpectation(names.StreamSet(reader.Require("stream")), reader.OptionalInteger("max", 0, int.MaxValue) ?? 0);
    }

    private static MetricExpectation Metric(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'metric'", "machine", "process", "name", "labels", "stat", "max", "min", "unit", "total");
        if (reader.Has("process") == reader.Has("machine"))
        {
            throw ScenarioException.At(node, "'metric' needs either a machine (or the word all) or process: operator");
        }

        string? process = reader.Find("process") is { } control ? names.Operator(control) : null;

        if (!reader.Has("max") && !reader.Has("min"))
        {
            throw ScenarioException.At(node, "'metric' needs 'max' or 'min'");
        }

        IReadOnlyList<string> machines = reader.Find("machine") is not { } machine ? []
            : machine is YamlScalarNode { Value: "all" } ? Daemons(names, [])
            : [.. YamlScalars.List(machine).Select(names.Machine)];
        return new MetricExpectation(
            process,
            machines,
            reader.Text("name"),
            YamlScalars.Entries(reader.Find("labels"), "labels")
                .ToDictionary(l => l.Key.Value!, l => YamlScalars.Text(l.Value, "a label"), StringComparer.Ordinal),
            reader.OptionalWord("stat", Stats) ?? MetricStat.Value,
            reader.OptionalNumber("min", double.MinValue, double.MaxValue),
            reader.OptionalNumber("max", double.MinValue, double.MaxValue),
            reader.OptionalText("unit") ?? (reader.Text("name").EndsWith("_seconds", StringComparison.Ordinal) ? "s" : string.Empty))
        { IsTotal = reader.Flag("total") };
    }

    private static PingExpectation Ping(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'ping'", "from", "to", "over", "family", "answered", "min", "max");
        var (from, to) = Pair(reader, names);
        var expectation = new PingExpectation(
            from, to, reader.OptionalWord("over", Words.Over) ?? true, reader.OptionalWord("family", Words.SingleFamilies),
            reader.Flag("answered", otherwise: true)) { Minimum = reader.OptionalDuration("min"), Maximum = reader.OptionalDuration("max") };
        return !expectation.Answered && (reader.Has("min") || reader.Has("max"))
            ? throw ScenarioException.At(node, "a ping that is not answered takes no time: 'min' and 'max' are for those that are")
            : expectation;
    }

    private static CaptureExpectation Capture(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'capture'", "machine", "server", "contains", "found", "minPackets");
        return new CaptureExpectation(
            CaptureAction.Host(reader, names),
            reader.Text("contains"),
            reader.Flag("found", otherwise: true),
            reader.OptionalInteger("minPackets", 0, int.MaxValue) ?? 1);
    }

    private static TransferExpectation Transfer(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'transfer'", "from", "to", "size", "over", "family");
        var (from, to) = Pair(reader, names);
        return new TransferExpectation(
            from, to, reader.OptionalSize("size") ?? 1 << 20, reader.OptionalWord("over", Words.Over) ?? true,
            reader.OptionalWord("family", Words.SingleFamilies));
    }

    private static (string From, string To) Pair(MappingReader reader, ScenarioNames names)
    {
        var (from, to) = (names.Machine(reader.Require("from")), names.Machine(reader.Require("to")));
        return from != to ? (from, to) : throw ScenarioException.At(reader.Require("to"), "a pair has two different machines");
    }

    internal static Regex Pattern(MappingReader reader, string key)
    {
        try
        {
            return new Regex(reader.Text(key), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw ScenarioException.At(reader.Require(key), $"'{key}' is not a regular expression: {e.Message}");
        }
    }
}
