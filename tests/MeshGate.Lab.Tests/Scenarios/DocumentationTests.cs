using System.Text.RegularExpressions;
using MeshGate.Lab.Actions;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>The documentation says what the program does.</summary>
public sealed partial class DocumentationTests
{
    private static string Text => File.ReadAllText(Path.Combine(LabProgram.Tree, "docs", "lab.md"));

    [Fact]
    public void Examples_AreScenarios()
    {
        var examples = Examples().Matches(Text).Select(m => m.Groups[1].Value).ToArray();
        Assert.True(examples.Length >= 2);
        foreach (var example in examples)
        {
            // An example of a single step is put into the least scenario there is.
            var yaml = example.StartsWith("- ", StringComparison.Ordinal) ? $"machines: {{ a: , b: }}\nsteps:\n{example}" : example;
            Assert.NotEmpty(ScenarioParser.Parse(yaml, "lab.md").Steps);
        }
    }

    [Fact]
    public void EveryActionIsDocumented() =>
        Assert.All(ActionReader.Keys, key => Assert.Contains($"| `{key}: ", Text, StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
