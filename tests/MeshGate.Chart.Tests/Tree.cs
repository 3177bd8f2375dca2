using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Machines;

namespace MeshGate.Chart.Tests;

/// <summary>The checkout's files that these tests are about.</summary>
internal static class Tree
{
    /// <summary>The checkout.</summary>
    public static string Root { get; } = LabBinaries.SourceTree() ?? throw new InvalidOperationException("The tests do not run inside the tree.");

    /// <summary>The chart.</summary>
    public static string Chart => In("charts/meshgate");

    /// <summary>The values that goldens are rendered with.</summary>
    public static string Values => In("tests/MeshGate.Chart.Tests/Values");

    /// <summary>What helm rendered.</summary>
    public static string Goldens => In("tests/MeshGate.Chart.Tests/Goldens");

    /// <summary>Each golden's name.</summary>
    public static IReadOnlyList<string> GoldenNames { get; } =
        [.. Directory.EnumerateFiles(Goldens, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>A path inside the checkout.</summary>
    public static string In(string path) => Path.Combine(Root, path);

    /// <summary>The objects of a golden, in helm's order.</summary>
    public static IReadOnlyList<JsonObject> Golden(string name) => [.. DefinitionFiles.ReadAll([Path.Combine(Goldens, name + ".yaml")])];

    /// <summary>The first program of that name on the PATH; null where there is none.</summary>
    public static string? Program(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
