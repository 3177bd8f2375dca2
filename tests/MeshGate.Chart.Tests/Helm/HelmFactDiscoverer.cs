using Xunit.Sdk;
using Xunit.v3;

namespace MeshGate.Chart.Tests.Helm;

/// <summary>Leaves out the tests that need helm where there is none, and says so.</summary>
public sealed class HelmFactDiscoverer : IXunitTestCaseDiscoverer
{
    private static readonly bool HasHelm = Look();
    private readonly FactDiscoverer _inner = new();

    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
        => HasHelm ? _inner.Discover(discoveryOptions, testMethod, factAttribute) : ValueTask.FromResult<IReadOnlyCollection<IXunitTestCase>>([]);

    private static bool Look()
    {
        var found = Tree.Program("helm") is not null;
        if (!found)
        {
            Console.Error.WriteLine("There is no helm on the PATH: the chart is judged by its goldens, which are helm's renderings, and by their hash.");
        }

        return found;
    }
}
