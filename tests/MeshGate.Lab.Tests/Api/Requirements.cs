namespace MeshGate.Lab.Tests.Api;

/// <summary>What some tests need of the machine: without it they are skipped, or fail where everything is required.</summary>
public static class Requirements
{
    public static void Need(bool isThere, string what)
    {
        if (!isThere && Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1")
        {
            Assert.Fail($"{what}, and MESHGATE_REQUIRE_ALL is set");
        }

        Assert.SkipUnless(isThere, what);
    }
}
