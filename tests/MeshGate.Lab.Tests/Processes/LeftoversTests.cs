using System.Diagnostics;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Processes;

public sealed class LeftoversTests
{
    [Fact]
    public async Task Of_NamesFolderAndProcess_UntilTheyAreGone()
    {
        LabEnvironment.Require("ip", "sh");
        var directory = LabDirectory.Create();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "read line", directory.File("nothing")]) { RedirectStandardInput = true })!;
        directory.Remember(process.Id);
        try
        {
            var left = Leftovers.Of(directory);
            Assert.Contains(directory.Path, left);
            Assert.Contains(left, thing => thing.StartsWith($"/proc/{process.Id}: ", StringComparison.Ordinal));
        }
        finally
        {
            await LabRemoval.RemoveAsync(directory);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Leftovers.Of(directory));
    }
}
