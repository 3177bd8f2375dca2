using System.Globalization;
using System.Text;

namespace MeshGate.Lab.Monitoring;

/// <summary>The configuration of the lab's Prometheus.</summary>
internal static class PrometheusConfig
{
    /// <summary>Writes it.</summary>
    /// <param name="rules">The rule file.</param>
    /// <param name="operators">The ports of the operators' pages by their names.</param>
    /// <param name="daemons">The ports that lead to the daemons' pages, by the machines' names.</param>
    internal static string Write(string rules, IEnumerable<(string Name, int Port)> operators, IEnumerable<(string Name, int Port)> daemons)
    {
        var text = new StringBuilder($"global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\n  evaluation_interval: 1s\nrule_files:\n  - {rules}\nscrape_configs:\n");
        Job("operator", operators);
        Job("noded", daemons);
        return text.ToString();

        void Job(string job, IEnumerable<(string Name, int Port)> targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - job_name: {job}\n    static_configs:\n");
            foreach (var (name, port) in targets)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - targets: ['127.0.0.1:{port}']\n        labels: {{ instance: '{name}' }}\n");
            }
        }
    }
}
