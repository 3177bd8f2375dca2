using Xunit.Sdk;
using Xunit.v3;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>Leaves out the cases that the server of a test class cannot judge.</summary>
public sealed class ContractFactDiscoverer : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _inner = new();

    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var isReal = testMethod.TestClass.Class.GetConstructors()[0].GetParameters()[0].ParameterType == typeof(RealServer);
        var lacks = isReal ? RealServer.Lacks : EmbeddedServer.Lacks;
        return lacks.Contains(((ContractFactAttribute)factAttribute).Needs)
            ? ValueTask.FromResult<IReadOnlyCollection<IXunitTestCase>>([])
            : _inner.Discover(discoveryOptions, testMethod, factAttribute);
    }
}
