using MeshGate.Lab.Machines;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>The manifests under test.</summary>
public static class Tree
{
    private static readonly string Root = LabBinaries.SourceTree() ?? throw new InvalidOperationException("not in the source tree");

    /// <summary>The CustomResourceDefinitions.</summary>
    public static string Definitions => Path.Combine(Root, "config", "crd");

    /// <summary>The roles.</summary>
    public static string Roles => Path.Combine(Root, "config", "rbac");

    /// <summary>The policies that keep each daemon to its own.</summary>
    public static string Admission => Path.Combine(Root, "config", "admission");

    /// <summary>What helm rendered of the chart.</summary>
    public static string ChartGoldens => Path.Combine(Root, "tests", "MeshGate.Chart.Tests", "Goldens");

    /// <summary>A first policy and a first machine.</summary>
    public static string MeshExamples => Path.Combine(Root, "examples", "gitops", "mesh");

    /// <summary>The flow control of daemons.</summary>
    public static string FlowControl => Path.Combine(Root, "config", "flowcontrol");
}
