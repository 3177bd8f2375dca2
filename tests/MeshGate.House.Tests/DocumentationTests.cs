using System.Text;
using System.Text.RegularExpressions;

namespace MeshGate.House.Tests;

/// <summary>What people read leads somewhere, and names what is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages().Select(page => Path.GetRelativePath(Repository.Root, page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadToAFileAndAHeading(string page)
    {
        var text = File.ReadAllText(Absolute(page));
        var folder = Path.GetDirectoryName(Absolute(page))!;
        var dead = Link().Matches(WithoutCode(text))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Leads(target.Split('#', 2), folder, page));
        Assert.Empty(dead);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_AreTargetsOfTheMakefile(string page)
    {
        var targets = Target().Matches(File.ReadAllText(Absolute("Makefile"))).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var unknown = Make().Matches(File.ReadAllText(Absolute(page))).Select(match => match.Groups["name"].Value).Where(name => !targets.Contains(name));
        Assert.Empty(unknown);
    }

    private static string Absolute(string path) => Path.Combine(Repository.Root, path);

    private static bool Leads(string[] target, string folder, string page)
    {
        var file = target[0].Length == 0 ? Absolute(page) : Path.Combine(folder, target[0]);
        return target.Length == 1
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && Heading().Matches(WithoutCode(File.ReadAllText(file))).Any(match => Slug(match.Groups["title"].Value) == target[1]);
    }

    /// <summary>As GitHub makes anchors of headings.</summary>
    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
            {
                slug.Append(letter);
            }
            else if (letter == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    private static string WithoutCode(string text) => CodeBlock().Replace(text, string.Empty);

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^[ ]*```.*?^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(?:`|^|^[ ]+|[A-Z]+=\S+ )make (?<name>[a-z][a-z0-9-]*)", RegexOptions.Multiline)]
    private static partial Regex Make();

    [GeneratedRegex("^(?<name>[a-z0-9-]+):", RegexOptions.Multiline)]
    private static partial Regex Target();
}
