using System.Text.RegularExpressions;

namespace MeshGate.House.Tests;

public sealed partial class HouseStyleTests
{
    private const int MostLines = 300;

    [Fact]
    public void SourceFiles_StayUnderThreeHundredLines()
        => Assert.Empty(Repository.SourceFiles().Where(file => File.ReadLines(file).Count() > MostLines).Select(Relative));

    [Fact]
    public void Folders_AreFeaturesAndNeverKinds()
        => Assert.Empty(Repository.SourceFiles()
            .SelectMany(file => Relative(file).Split('/')[..^1])
            .Distinct()
            .Intersect(["Utils", "Helpers", "Models", "Services", "Common", "Misc"]));

    [Fact]
    public void SourceFiles_DeclareOnePublicTypeNamedAfterThem()
    {
        var offenders = Repository.SourceFiles()
            .Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal))
            .Select(file => (File: Relative(file), Types: PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).ToList()))
            .Where(found => found.Types.Count > 1 || (found.Types.Count == 1 && Path.GetFileName(found.File).Split('.', '{')[0] != found.Types[0]));

        Assert.Empty(offenders.Select(found => $"{found.File}: {string.Join(", ", found.Types)}"));
    }

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    /// <summary>Public types at the top level of a file-scoped namespace.</summary>
    [GeneratedRegex(@"^public (?:static |sealed |abstract |readonly |partial |unsafe |ref )*(?:class|struct|interface|enum|record struct|record|delegate [\w<>?]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
