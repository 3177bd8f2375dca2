using System.Runtime.CompilerServices;
using Xunit.v3;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>A case that only servers with a capability can judge; for others it is not discovered.</summary>
[XunitTestCaseDiscoverer(typeof(ContractFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute(
    Capability needs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber)
{
    /// <summary>What the server must have.</summary>
    public Capability Needs => needs;
}
