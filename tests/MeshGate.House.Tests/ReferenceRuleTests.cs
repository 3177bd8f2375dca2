namespace MeshGate.House.Tests;

public sealed class ReferenceRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MeshGate.Core"] = [],
        ["MeshGate.Traversal"] = ["MeshGate.Core"],
        ["MeshGate.Probing"] = ["MeshGate.Core", "MeshGate.Traversal"],
        ["MeshGate.Kubernetes"] = ["MeshGate.Core"],
        ["MeshGate.Page"] = ["MeshGate.Core", "MeshGate.Kubernetes"],
        ["MeshGate.Operator"] = ["MeshGate.Core", "MeshGate.Kubernetes", "MeshGate.Page"],
        ["MeshGate.NodeDaemon"] = ["MeshGate.Core", "MeshGate.Kubernetes", "MeshGate.Probing", "MeshGate.Traversal"],
        ["MeshGate.Cli"] = ["MeshGate.Core", "MeshGate.Kubernetes", "MeshGate.Probing", "MeshGate.Traversal"],
        ["MeshGate.Lab"] = ["MeshGate.Core", "MeshGate.Kubernetes", "MeshGate.Page", "MeshGate.Traversal"],
    };

    public static TheoryData<string> SourceProjects => [.. Repository.Projects("src").Select(project => Path.GetFileNameWithoutExtension(project))];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_ReferencesOnlyWhatItMay(string project)
    {
        var references = Repository.ReferencesOf(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no rule: add one here");
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Core_HasNoPackages()
    {
        var core = File.ReadAllText(Path.Combine(Repository.Root, "src/MeshGate.Core/MeshGate.Core.csproj"));

        Assert.DoesNotContain("PackageReference", core, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MeshGate.Core", "using System.Net.Sockets;")]
    [InlineData("MeshGate.Core", "using k8s")]
    [InlineData("MeshGate.Core", "TimeProvider")]
    [InlineData("MeshGate.Traversal", "TimeProvider")]
    [InlineData("MeshGate.Traversal", "RandomNumberGenerator")]
    [InlineData("MeshGate.Traversal", "new Socket(")]
    public void PureProject_NeverMentionsTheOutsideWorld(string project, string word)
    {
        var offenders = Repository.SourceFiles()
            .Where(file => file.StartsWith(Path.Combine(Repository.Root, "src", project) + "/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))
            // IPAddress.AddressFamily lives in System.Net.Sockets without being a socket.
            .Where(file => word != "using System.Net.Sockets;" || !File.ReadAllText(file).Contains("AddressFamily", StringComparison.Ordinal));

        Assert.Empty(offenders);
    }
}
