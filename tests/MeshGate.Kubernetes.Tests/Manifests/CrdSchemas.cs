using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Manifests;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Kubernetes.Tests.Manifests;

/// <summary>The schemas of the generated custom resource definitions, member by member.</summary>
internal static class CrdSchemas
{
    /// <summary>Every schema with its kind and its path below the object; <c>[]</c> stands for the elements of a list.</summary>
    public static IReadOnlyList<(string Kind, string Path, YamlMappingNode Schema)> All { get; } =
        [.. ManifestGenerator.Generate([]).Where(file => file.Key.StartsWith($"crd/{MeshGateApi.Group}_", StringComparison.Ordinal)).SelectMany(file => Of(file.Value))];

    /// <summary>A member's schema as text; null where it is not there.</summary>
    public static string? Text(this YamlMappingNode schema, string name) => schema.Children.TryGetValue(name, out var value) ? value.ToString() : null;

    private static IEnumerable<(string Kind, string Path, YamlMappingNode Schema)> Of(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var spec = Child((YamlMappingNode)stream.Documents[0].RootNode, "spec");
        var kind = Child(spec, "names").Text("kind")!;
        var version = (YamlMappingNode)((YamlSequenceNode)spec.Children["versions"]).Children[0];
        return Walk(string.Empty, Child(Child(version, "schema"), "openAPIV3Schema")).Select(item => (kind, item.Path, item.Schema));
    }

    private static IEnumerable<(string Path, YamlMappingNode Schema)> Walk(string path, YamlMappingNode schema)
    {
        yield return (path, schema);
        IEnumerable<(string, YamlMappingNode)> inner = [];
        if (schema.Children.ContainsKey("properties"))
        {
            inner = Child(schema, "properties").Children.Select(property => (path.Length == 0 ? property.Key.ToString() : $"{path}.{property.Key}", (YamlMappingNode)property.Value));
        }

        if (schema.Children.ContainsKey("items"))
        {
            inner = inner.Append(($"{path}[]", Child(schema, "items")));
        }

        foreach (var item in inner.SelectMany(child => Walk(child.Item1, child.Item2)))
        {
            yield return item;
        }
    }

    private static YamlMappingNode Child(YamlMappingNode node, string name) => (YamlMappingNode)node.Children[name];
}
