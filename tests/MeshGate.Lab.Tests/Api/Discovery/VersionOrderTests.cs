using MeshGate.Lab.Api.Discovery;

namespace MeshGate.Lab.Tests.Api.Discovery;

public sealed class VersionOrderTests
{
    [Fact]
    public void Compare_PutsMaturityBeforeNumbers()
    {
        string[] expected = ["v10", "v2", "v1", "v3beta1", "v2beta10", "v2beta2", "v12alpha1", "v1alpha1", "foo10", "foo2"];

        Assert.Equal(expected, expected.Reverse().OrderDescending(VersionOrder.Instance).OrderBy(version => version.StartsWith("foo", StringComparison.Ordinal)));
    }
}
