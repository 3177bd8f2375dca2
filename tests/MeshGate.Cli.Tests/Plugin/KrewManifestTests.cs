using YamlDotNet.Serialization;

namespace MeshGate.Cli.Tests.Plugin;

/// <summary>The pieces that <c>scripts/krew</c> makes the plugin's manifest of.</summary>
public sealed class KrewManifestTests
{
    private static readonly string Folder = Path.Combine(DocumentationTests.FindRoot(), "packaging", "krew");

    [Fact]
    public void Manifest_IsAsKrewReadsIt()
    {
        string platform = Fill(File.ReadAllText(Path.Combine(Folder, "platform.yaml")));
        var manifest = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Fill(File.ReadAllText(Path.Combine(Folder, "head.yaml"))) + platform + platform);

        Assert.Equal("krew.googlecontainertools.github.com/v1alpha2", manifest["apiVersion"]);
        Assert.Equal("Plugin", manifest["kind"]);
        var spec = Assert.IsType<Dictionary<object, object>>(manifest["spec"]);
        Assert.StartsWith("v", (string)spec["version"], StringComparison.Ordinal);
        Assert.InRange(((string)spec["shortDescription"]).Length, 1, 50);
        var platforms = Assert.IsType<List<object>>(spec["platforms"]);
        Assert.Equal(2, platforms.Count);
        Assert.All(platforms.Cast<Dictionary<object, object>>(), entry => Assert.Equal(["bin", "files", "selector", "sha256", "uri"], entry.Keys.Cast<string>().Order(StringComparer.Ordinal)));
    }

    private static string Fill(string text)
    {
        foreach (string word in new[] { "VERSION", "HOMEPAGE", "OS", "ARCH", "URL", "SHA256", "PROGRAM" })
        {
            text = text.Replace($"@{word}@", "0.1.0", StringComparison.Ordinal);
        }

        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        return text;
    }
}
