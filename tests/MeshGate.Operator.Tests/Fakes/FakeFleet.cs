using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>
/// The daemons of all nodes, as far as the operator sees them: a heartbeat at first sight, and for every new assignment a report
/// with the key, the applied revision and a path to each peer.
/// </summary>
internal sealed class FakeFleet(OperatorRig rig)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            ResourcePage<MeshNode> page = await rig.Api.ListAsync(Resources.MeshNodes, new ListQuery(), cancellationToken);
            foreach (MeshNode first in page.Items)
            {
                await ReactAsync(first);
            }

            await foreach ((WatchEventKind kind, MeshNode node) in rig.Api.WatchAsync(Resources.MeshNodes, new ListQuery { ResourceVersion = page.ResourceVersion }, cancellationToken))
            {
                if (kind is WatchEventKind.Added or WatchEventKind.Modified)
                {
                    await ReactAsync(node);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ReactAsync(MeshNode node)
    {
        string name = node.Metadata.Name;
        if (_seen.Add(name))
        {
            await rig.HeartbeatAsync(name);
        }

        if (node.Status?.Assignment is not { } assignment || node.Status.Agent?.AppliedRevision == assignment.Revision)
        {
            return;
        }

        try
        {
            await rig.ReportAsync(name, new JsonObject
            {
                ["publicKey"] = Keys.Of(name),
                ["appliedRevision"] = assignment.Revision,
                ["peers"] = new JsonArray([.. assignment.Members.Select(member => (JsonNode)$"{member.Name} path=Direct")]),
            });
        }
        catch (KubernetesApiException)
        {
            // The node is gone.
        }
    }
}
