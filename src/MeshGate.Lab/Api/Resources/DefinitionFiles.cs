using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Resources;

/// <summary>Finds CustomResourceDefinitions in files.</summary>
public static class DefinitionFiles
{
    /// <summary>Reads the definitions of files and of the YAML and JSON files of directories; objects of other kinds are left out.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as YAML or JSON.</exception>
    public static IEnumerable<JsonObject> Read(IEnumerable<string> paths) => ReadAll(paths).Where(
        document => document["kind"].Text() == "CustomResourceDefinition" && document["apiVersion"].Text() == "apiextensions.k8s.io/v1");

    /// <summary>Reads every object of files and of the YAML and JSON files of directories.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as YAML or JSON.</exception>
    public static IEnumerable<JsonObject> ReadAll(IEnumerable<string> paths) => paths.SelectMany(Files).SelectMany(Parse).OfType<JsonObject>();

    private static IEnumerable<string> Files(string path) => !Directory.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json").Order(StringComparer.Ordinal);

    private static IReadOnlyList<JsonNode> Parse(string file)
    {
        try
        {
            return YamlTree.ParseAll(File.ReadAllText(file));
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{file}: {failure.Message}", failure);
        }
    }
}
