using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>Writes a simulated daemon's report: a merge patch of what changed, nothing when nothing did.</summary>
public sealed class AgentReporter(SimulatedMachine machine, IKubernetesClient client)
{
    private JsonNode? _written;

    /// <summary>Writes what differs from the last report.</summary>
    /// <returns>False when it could not be written and is to be tried again.</returns>
    public async Task<bool> WriteAsync(AgentKnowledge known, CancellationToken cancellationToken)
    {
        var report = JsonSerializer.SerializeToNode(ReportModel.Build(machine, known), MeshGateJsonContext.Default.MeshNodeAgent);
        if (MergePatch.Create(_written, report) is not { } difference)
        {
            return true;
        }

        var patch = new JsonObject { ["status"] = new JsonObject { ["agent"] = difference } };
        try
        {
            await client.PatchAsync(OwnNodeData.Resource, NamespacedName.Cluster(machine.Name), patch, "status", cancellationToken);
            _written = report;
            return true;
        }
        catch (KubernetesApiException gone) when (gone.Code == System.Net.HttpStatusCode.NotFound)
        {
            _written = null;
            return true;
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Forgets what was written: the MeshNode is gone.</summary>
    public void Forget() => _written = null;
}
