using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Manifests;

namespace MeshGate.Kubernetes.Tests.Manifests;

public sealed class SettingsDocumentTests
{
    /// <summary>Set MESHGATE_UPDATE=1 to write the tables instead of comparing them.</summary>
    [Fact]
    public void Update_ChangesNothing_InTheCommittedDocument()
    {
        string committed = File.ReadAllText(DocumentPath);
        string wanted = SettingsDocument.Update(committed);
        if (Environment.GetEnvironmentVariable("MESHGATE_UPDATE") == "1")
        {
            File.WriteAllText(DocumentPath, wanted);
            committed = wanted;
        }

        Assert.True(committed == wanted, "docs/settings.md is not what the code calls for: run 'make manifests'.");
    }

    [Fact]
    public void Update_ListsEverySettingOfAPolicy_WithDefaultAndBounds()
    {
        string document = SettingsDocument.Update("<!-- settings of MeshNode --><!-- end --><!-- settings of MeshRoute --><!-- end --># x\n<!-- settings of MeshPolicy -->stale text<!-- end -->after");
        string[] paths = [.. PolicySettings.Durations.Select(setting => setting.Path), .. PolicySettings.Numbers.Select(setting => setting.Path), .. PolicySettings.Switches.Select(setting => setting.Path)];
        Assert.All(paths, path => Assert.Contains($"\n| `{path}` | ", document, StringComparison.Ordinal));
        Assert.Contains("| duration | 30s | 10s to 1h | operator |\n", document, StringComparison.Ordinal);
        Assert.Contains("| nodes | 100 | 2 to 2000 | ", document, StringComparison.Ordinal);
        Assert.DoesNotContain("stale text", document, StringComparison.Ordinal);
        Assert.EndsWith("<!-- end -->after", document, StringComparison.Ordinal);
        Assert.Equal(document, SettingsDocument.Update(document));
    }

    [Fact]
    public void Update_Complains_WhenATableHasNoPlace()
        => Assert.Contains("settings of MeshNode", Assert.Throws<InvalidOperationException>(() => SettingsDocument.Update("# Settings")).Message, StringComparison.Ordinal);

    private static string DocumentPath
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory!.FullName, "MeshGate.sln")))
            {
                directory = directory.Parent;
            }

            return Path.Combine(directory.FullName, "docs", "settings.md");
        }
    }
}
