using MeshGate.NodeDaemon.Reporting;

namespace MeshGate.NodeDaemon.Tests.Reporting;

internal static class SampleFacts
{
    /// <summary>A daemon that has found nothing yet.</summary>
    public static ReportFacts Nothing { get; } = new()
    {
        ListenPort = 51820,
        WantedRevision = null,
        AppliedRevision = null,
        DeviceProblem = null,
        AssignmentProblems = [],
        Candidates = [],
        Findings = null,
    };
}
