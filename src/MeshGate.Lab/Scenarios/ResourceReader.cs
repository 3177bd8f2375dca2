using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads Kubernetes objects that stand in a scenario or in files beside it.</summary>
internal static class ResourceReader
{
    /// <summary>The objects of one entry: itself, or those of the file that <c>file: path</c> names.</summary>
    internal static IEnumerable<ScenarioResource> Read(YamlNode node, ScenarioNames names)
    {
        if (node is YamlMappingNode { Children.Count: 1 } mapping
            && mapping.Children.First() is { Key: YamlScalarNode { Value: "file" } } entry)
        {
            return ReadFile(entry.Value, names);
        }

        return [One(node)];
    }

    /// <summary>Exactly one object.</summary>
    internal static ScenarioResource One(YamlNode node)
    {
        if (node is not YamlMappingNode || YamlJson.Convert(node) is not JsonObject body)
        {
            throw ScenarioException.At(node, "a resource is a Kubernetes object, or 'file: path'");
        }

        foreach (var key in (string[])["apiVersion", "kind"])
        {
            if (body[key] is not JsonValue value || !value.TryGetValue<string>(out _))
            {
                throw ScenarioException.At(node, $"a resource needs '{key}'");
            }
        }

        return body["metadata"] is JsonObject metadata && metadata["name"] is JsonValue name && name.TryGetValue<string>(out _)
            ? new ScenarioResource(body, SourcePosition.Of(node))
            : throw ScenarioException.At(node, "a resource needs 'metadata.name'");
    }

    private static List<ScenarioResource> ReadFile(YamlNode reference, ScenarioNames names)
    {
        var path = Path.Combine(names.Directory, YamlScalars.Text(reference, "'file'"));
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(File.ReadAllText(path));
            stream.Load(reader);
            return [.. stream.Documents.Select(d => One(d.RootNode))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException)
        {
            throw ScenarioException.At(reference, $"{path} cannot be read: {e.Message}");
        }
        catch (ScenarioException e)
        {
            throw ScenarioException.At(reference, $"{path}:{e.Position.Line}:{e.Position.Column}: {e.Reason}");
        }
    }
}
