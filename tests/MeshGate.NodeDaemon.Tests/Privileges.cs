namespace MeshGate.NodeDaemon.Tests;

internal static class Privileges
{
    /// <summary>Skips, loudly, a test that needs root; where nothing may be skipped it fails instead.</summary>
    public static void Require()
    {
        if (Environment.IsPrivilegedProcess)
        {
            return;
        }

        const string Reason = "raw sockets need root";
        Assert.False(Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1", Reason);
        Assert.Skip(Reason);
    }
}
