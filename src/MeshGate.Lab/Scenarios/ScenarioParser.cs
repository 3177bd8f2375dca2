using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads scenario files. The schema is documented in <c>docs/lab.md</c>.</summary>
public static class ScenarioParser
{
    private const int MaximumLength = 1024 * 1024;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ScenarioException">It cannot be read or is wrong; the first error found is named with file, line and column.</exception>
    public static Scenario Load(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        try
        {
            var text = new FileInfo(file).Length <= MaximumLength
                ? File.ReadAllText(file)
                : throw new ScenarioException(new SourcePosition(1, 1), "larger than 1 MiB", file);
            return Parse(text, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(new SourcePosition(1, 1), $"cannot be read: {e.Message}", file, e);
        }
    }

    /// <summary>Reads and checks a text; <paramref name="file"/> names it in errors and is where file references start.</summary>
    /// <exception cref="ScenarioException">It is wrong.</exception>
    public static Scenario Parse(string text, string file)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents.Count == 1
                ? Read(stream.Documents[0].RootNode, file)
                : throw new ScenarioException(new SourcePosition(1, 1), "a scenario is exactly one YAML document");
        }
        catch (YamlException e)
        {
            throw new ScenarioException(new SourcePosition(e.Start.Line, e.Start.Column), $"not valid YAML: {e.Message}", file, e);
        }
        catch (ScenarioException e)
        {
            throw new ScenarioException(e.Position, e.Reason, file, e);
        }
    }

    private static Scenario Read(YamlNode root, string file)
    {
        var reader = new MappingReader(
            root, "the scenario",
            "name", "description", "tier", "settings", "regions", "sites", "machines", "servers", "resources", "streams", "steps");
        var settings = SettingsReader.Read(reader.Find("settings"));
        var names = new ScenarioNames(Path.GetDirectoryName(Path.GetFullPath(file))!) { Operators = settings.OperatorNames, HasPrometheus = settings.Prometheus is not null };
        RegionsReader.Read(reader.Find("regions"), names);
        TopologyReader.ReadSites(reader.Find("sites"), settings.Family, names);
        TopologyReader.ReadServers(reader.Find("servers"), settings.Family, names);
        TopologyReader.ReadMachines(reader.Require("machines"), settings.Family, names);
        StreamsReader.Read(reader.Find("streams"), names);
        return new Scenario
        {
            Name = reader.OptionalText("name") ?? Path.GetFileNameWithoutExtension(file),
            Description = reader.OptionalText("description") ?? string.Empty,
            Tier = reader.OptionalWord("tier", Words.Tiers) ?? ScenarioTier.Short,
            Settings = settings,
            Regions = [.. names.Regions.Values],
            Sites = [.. names.Sites.Values],
            Machines = [.. names.Machines.Values],
            Servers = [.. names.Servers.Values],
            Resources = [.. YamlScalars.List(reader.Find("resources")).SelectMany(n => ResourceReader.Read(n, names))],
            Streams = [.. names.Streams.Values],
            Steps = [.. YamlScalars.List(reader.Find("steps")).Select(n => StepReader.Read(n, names))],
        };
    }
}
