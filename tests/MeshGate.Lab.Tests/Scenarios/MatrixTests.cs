using System.Text.Json;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>The matrix of pairs, reduced; beside the short scenarios, since it judges what comes about and not when.</summary>
public sealed class MatrixTests
{
    [Theory]
    [InlineData("all.yaml")]
    [InlineData("short.yaml")]
    public void Matrix_IsWellFormed(string file) =>
        Assert.NotEmpty(ScenarioParser.Load(Path.Combine(LabProgram.Tree, "lab", "matrix", file)).Description);

    /// <summary>Times are judged where the lab has the machine to itself, by the long tier.</summary>
    [Fact]
    public async Task Matrix_HasEveryPairTalkAsItsNatsAllow()
    {
        LabProgram.Require();
        var json = Path.Combine(AppContext.BaseDirectory, $"matrix-{Guid.NewGuid():n}.json");
        var (_, text) = await LabProgram.RunAsync("matrix", Path.Combine(LabProgram.Tree, "lab", "matrix", "short.yaml"), "--json", json);

        Assert.True(File.Exists(json), text);
        using var matrix = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var pairs = matrix.RootElement.GetProperty("pairs").EnumerateArray().ToList();
        Assert.Equal(36, pairs.Count);
        Assert.True(pairs.TrueForAll(pair => pair.GetProperty("mismatch").ValueKind == JsonValueKind.Null), text);
    }
}
