using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Chart.Tests.Rendering;

/// <summary>Goldens are helm's own renderings of this chart.</summary>
public sealed class FreshnessTests
{
    private const string Cure = "run 'make goldens', which needs helm 3";

    /// <summary>As <c>scripts/chart-goldens</c> computes it with sha256sum.</summary>
    [Fact]
    public void Goldens_AreOfThisChart_ByTheHashOfAllThatTheyWereMadeFrom()
    {
        var lines = new[] { Tree.Chart, Tree.Values }
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(Tree.Root, file), Hash: Hex(File.ReadAllBytes(file))))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => $"{file.Hash}  {file.Path}\n");
        var hash = Hex(Encoding.UTF8.GetBytes(string.Concat(lines)));
        Assert.True(File.ReadAllText(Path.Combine(Tree.Goldens, "chart.sha256")).Trim() == hash, $"the chart or its tests' values changed since the goldens were rendered: {Cure}");
    }

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
