using System.Text.RegularExpressions;

namespace MeshGate.Cli.Tests;

/// <summary>Every command that a page names is one.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Pages_NameCommandsThatAreThere()
    {
        var root = FindRoot();
        var known = MeshGateCommand.Create().Subcommands.Select(command => command.Name).ToHashSet(StringComparer.Ordinal);
        string[] pages = [Path.Combine(root, "README.md"), .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)];

        var named = pages.SelectMany(page => Command().Matches(File.ReadAllText(page)).Select(match => (Page: Path.GetFileName(page), Command: match.Groups["name"].Value))).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, found => !known.Contains(found.Command));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MeshGate.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MeshGate.sln was not found above the test's own folder");
    }

    [GeneratedRegex("(?:`|^|^[ ]+)(?:kubectl )?meshgate (?<name>[a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
