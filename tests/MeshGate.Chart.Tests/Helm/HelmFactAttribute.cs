using System.Runtime.CompilerServices;
using Xunit.v3;

namespace MeshGate.Chart.Tests.Helm;

/// <summary>A test that helm itself judges. Where there is no helm it is not discovered: there the goldens stand for helm.</summary>
[XunitTestCaseDiscoverer(typeof(HelmFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class HelmFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);
