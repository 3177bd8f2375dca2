using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>Nothing else runs beside what is judged by the millisecond.</summary>
[CollectionDefinition(nameof(FailoverRowsTests), DisableParallelization = true)]
[Collection(nameof(FailoverRowsTests))]
public sealed class FailoverRowsTests
{
    /// <summary>Every way in which a path stops, three times; `make lab-long` does so twenty times.</summary>
    [Fact]
    public async Task Rows_KeepTheirBounds()
    {
        LabProgram.Require();
        var (exit, text) = await LabProgram.RunAsync("run", Path.Combine(LabProgram.Tree, "lab", "scenarios", "failover-rows.yaml"), "--repeat", "3");
        Assert.True(exit == 0, text);
    }
}
