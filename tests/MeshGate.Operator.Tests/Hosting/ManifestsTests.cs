using MeshGate.Kubernetes.Manifests;
using MeshGate.Operator.Hosting;

namespace MeshGate.Operator.Tests.Hosting;

public sealed class ManifestsTests
{
    [Fact]
    public void Generate_GivesWhatIsInTheTree()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MeshGate.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The test does not run inside the tree.");
        }

        string config = Path.Combine(root, "config");
        IReadOnlyDictionary<string, string> generated = ManifestGenerator.Generate([OperatorAccount.Value]);
        foreach ((string path, string text) in generated)
        {
            Assert.True(
                File.Exists(Path.Combine(config, path)) && File.ReadAllText(Path.Combine(config, path)) == text,
                $"config/{path} is not what the code calls for: run 'meshgate-operator manifests --output config'.");
        }

        Assert.Equal(
            generated.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(config, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(config, file)).Order(StringComparer.Ordinal));
    }
}
