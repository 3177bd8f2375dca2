using System.Text;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>The answer to a health probe, one line a check, as Kubernetes' own components write it.</summary>
/// <param name="IsHealthy">Whether nothing is wrong.</param>
/// <param name="Text">What to answer.</param>
internal sealed record HealthReport(bool IsHealthy, string Text)
{
    public static HealthReport Of(IEnumerable<HealthCheck> checks, HealthKind kind)
    {
        var text = new StringBuilder();
        var healthy = true;
        foreach (var check in checks.Where(c => c.Kind == kind))
        {
            var problem = check.Problem();
            healthy &= problem is null;
            text.Append(problem is null ? "[+]" : "[-]").Append(check.Name).Append(problem is null ? " ok" : ": " + problem).Append('\n');
        }

        return new HealthReport(healthy, text.Append(healthy ? "ok\n" : "not ok\n").ToString());
    }
}
