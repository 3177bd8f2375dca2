using MeshGate.Kubernetes.Manifests;
using MeshGate.Operator.Hosting;

namespace MeshGate.Operator.Tests.Hosting;

public sealed class ManifestsTests
{
    private static readonly IReadOnlyDictionary<string, string> Generated = ManifestGenerator.Generate([OperatorAccount.Value]);

    /// <summary>But for the workloads, which are the chart's default output.</summary>
    [Fact]
    public void Generate_GivesWhatIsInTheTree()
        => AssertHolds(Generated, "config", Files("config").Where(file => !file.StartsWith("workloads/", StringComparison.Ordinal)));

    [Fact]
    public void Chart_HasTheSameManifests()
        => AssertHolds(ChartManifests.Of(Generated), "charts/meshgate", Files("charts/meshgate").Where(file => file.StartsWith(ChartManifests.Directory + "/", StringComparison.Ordinal)));

    private static void AssertHolds(IReadOnlyDictionary<string, string> wanted, string directory, IEnumerable<string> files)
    {
        foreach ((string path, string text) in wanted)
        {
            string file = Path.Combine(Root(), directory, path);
            Assert.True(File.Exists(file) && File.ReadAllText(file) == text, $"{directory}/{path} is not what the code calls for: run 'make manifests'.");
        }

        Assert.Equal(wanted.Keys.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Files(string directory)
    {
        string path = Path.Combine(Root(), directory);
        return Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(path, file));
    }

    private static string Root()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MeshGate.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The test does not run inside the tree.");
        }

        return root;
    }
}
