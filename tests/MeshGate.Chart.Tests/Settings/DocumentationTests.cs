namespace MeshGate.Chart.Tests.Settings;

/// <summary>Every value is documented, and the README says what the chart does.</summary>
public sealed class DocumentationTests
{
    private static readonly string Values = File.ReadAllText(Path.Combine(Tree.Chart, "values.yaml"));

    [Fact]
    public void Values_AreDescribed_EachOfThem() => Assert.Empty(ValuesTable.Undescribed(Values));

    /// <summary>Set MESHGATE_UPDATE=1 to write the table instead of comparing it.</summary>
    [Fact]
    public void Readme_HasTheTable_OfTheseValues()
    {
        var file = Path.Combine(Tree.Chart, "README.md");
        var readme = File.ReadAllText(file);
        var updated = ValuesTable.Update(readme, Values);
        if (Environment.GetEnvironmentVariable("MESHGATE_UPDATE") == "1")
        {
            File.WriteAllText(file, updated);
            return;
        }

        Assert.True(readme == updated, "run the tests with MESHGATE_UPDATE=1, then 'make goldens'");
    }
}
