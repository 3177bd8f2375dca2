using System.CommandLine;
using System.Text.RegularExpressions;
using MeshGate.Cli.Checking;

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

    [Fact]
    public void Pages_NameOptionsThatAreThere()
    {
        var commands = MeshGateCommand.Create();
        var everywhere = commands.Options.SelectMany(Words).ToHashSet(StringComparer.Ordinal);
        var known = commands.Subcommands.ToDictionary(command => command.Name, command => command.Options.SelectMany(Words).Concat(everywhere).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

        var wrong = from page in Pages()
                    from match in Line().Matches(File.ReadAllText(page))
                    let name = match.Groups["name"].Value
                    from option in Option().Matches(match.Groups["rest"].Value).Select(found => found.Groups["option"].Value)
                    where known.TryGetValue(name, out var options) && !options.Contains(option)
                    select $"{Path.GetFileName(page)}: meshgate {name} {option}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Manual_PointsToPlacesThatAreThere()
    {
        var links = typeof(Manual).GetFields().Select(field => (string)field.GetValue(null)!).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link.Split('#')[1], File.ReadLines(Path.Combine(FindRoot(), link.Split('#')[0])).Where(line => line.StartsWith('#')).Select(Anchor)));
    }

    [Fact]
    public void CommandPage_NamesEveryCommand()
    {
        var page = File.ReadAllText(Path.Combine(FindRoot(), "docs/cli.md"));

        Assert.All(MeshGateCommand.Create().Subcommands, command => Assert.Contains($"`{command.Name}", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages() => [Path.Combine(FindRoot(), "README.md"), .. Directory.EnumerateFiles(Path.Combine(FindRoot(), "docs"), "*.md", SearchOption.AllDirectories)];

    private static IEnumerable<string> Words(Option option) => option.Aliases.Append(option.Name);

    private static string Anchor(string heading) => new([.. heading.TrimStart('#', ' ').ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-').Select(letter => letter == ' ' ? '-' : letter)]);

    internal static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MeshGate.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MeshGate.sln was not found above the test's own folder");
    }

    [GeneratedRegex("(?:`|^|^[ ]+)(?:kubectl )?meshgate (?<name>[a-z][a-z-]*)(?<rest>[^`\\n#|]*)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<= )(?<option>--?[a-z][a-z-]*)")]
    private static partial Regex Option();

    [GeneratedRegex("(?:`|^|^[ ]+)(?:kubectl )?meshgate (?<name>[a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
