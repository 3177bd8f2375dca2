using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Tests.Support;

/// <summary>Decides whether a test that needs root and tools can run.</summary>
internal static class LabEnvironment
{
    /// <summary>Skips the test, saying why, or fails it where MESHGATE_REQUIRE_ALL is 1.</summary>
    internal static void Require(params string[] tools)
    {
        var missing = !OperatingSystem.IsLinux() ? "Linux"
            : Environment.UserName != "root" ? "root"
            : string.Join(", ", tools.Where(t => !(t.StartsWith('/') ? File.Exists(t) : LabRequirements.IsOnPath(t))));
        if (missing.Length == 0)
        {
            return;
        }

        var message = $"This test needs {missing}.";
        if (Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }
}
