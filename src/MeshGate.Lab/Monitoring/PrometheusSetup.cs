using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Monitoring;

/// <summary>The processes of the lab's Prometheus.</summary>
internal static class PrometheusSetup
{
    /// <summary>Where the chart keeps alerts and dashboards.</summary>
    internal static string Assets => Path.Combine(LabBinaries.SourceTree() ?? ".", "charts", "meshgate", "monitoring");

    /// <summary>Writes its files and says what to run, in order.</summary>
    internal static IReadOnlyList<ProcessSpec> Prepare(LabParts parts, PrometheusSpec spec, string lab)
    {
        var machines = parts.Machines.Values.Where(machine => machine.Daemon is not null)
            .Select((machine, index) => (machine.Spec.Name, Namespace: machine.Host.Node.Namespace, Port: PrometheusSpec.FirstWay + index)).ToArray();
        var rules = parts.Directory.WriteSecret("prometheus/alerts.yaml", HurriedRules.Of(File.ReadAllText(Path.Combine(Assets, "alerts.yaml")), spec.Hurry));
        var config = parts.Directory.WriteSecret("prometheus/prometheus.yaml", PrometheusConfig.Write(
            rules,
            parts.Scenario.Settings.OperatorNames.Select(name => (name, MetricsReader.OperatorPorts[name])),
            machines.Select(machine => (machine.Name, machine.Port))));
        var control = parts.Plan.Control.Node.Namespace;
        return
        [
            new ProcessSpec(
                PrometheusSpec.Ways,
                control,
                Path.Combine(parts.Directory.Logs, $"{PrometheusSpec.Ways}.log"),
                [
                    lab, "forward",
                    .. machines.SelectMany(machine => (string[])
                    [
                        "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{machine.Port}"),
                        "--netns", machine.Namespace,
                        "--to", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{MetricsReader.DaemonPort}"),
                    ]),
                ]),
            new ProcessSpec(
                PrometheusSpec.Process,
                control,
                Path.Combine(parts.Directory.Logs, $"{PrometheusSpec.Process}.log"),
                [
                    "prometheus", $"--config.file={config}", $"--storage.tsdb.path={parts.Directory.File("prometheus/data")}",
                    string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{PrometheusSpec.Port}"), "--log.level=warn",
                ]),
        ];
    }
}
