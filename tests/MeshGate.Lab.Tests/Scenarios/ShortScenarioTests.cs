using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>Every scenario is well-formed, and those that are short pass.</summary>
public sealed class ShortScenarioTests
{
    private static string Folder => Path.Combine(LabProgram.Tree, "lab", "scenarios");

    /// <summary>Every scenario file, those for the kernel's WireGuard too.</summary>
    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.yaml")
        .Concat(Directory.GetFiles(Path.Combine(LabProgram.Tree, "lab", "kernel"), "*.yaml")).Order().Select(f => Path.GetRelativePath(Folder, f))];

    /// <summary>The scenarios that run with the tests.</summary>
    public static TheoryData<string> Short => [.. Directory.GetFiles(Folder, "*.yaml").Order()
        .Where(f => ScenarioParser.Load(f).Tier == ScenarioTier.Short).Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(All))]
    public void Scenario_IsWellFormedAndNamedAsItsFile(string file)
    {
        var scenario = ScenarioParser.Load(Path.Combine(Folder, file));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), scenario.Name);
        Assert.NotEmpty(scenario.Description);
        Assert.NotEmpty(scenario.Steps);
    }

    [Theory]
    [MemberData(nameof(Short))]
    public async Task Scenario_Passes(string file)
    {
        LabProgram.Require();
        var (exit, text) = await LabProgram.RunAsync("run", Path.Combine(Folder, file));
        Assert.True(exit == 0, text);
    }
}
