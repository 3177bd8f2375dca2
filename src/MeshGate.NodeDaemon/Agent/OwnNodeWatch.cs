using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// Tells the loop of the daemon's own MeshNode. That it is not there is no change that an informer tells more than once, so it is asked
/// for again as long as it stays away.
/// </summary>
public sealed class OwnNodeWatch(IKubernetesClient client, IInformer<MeshNode> informer, DaemonOptions options, TimeProvider time)
{
    private readonly NamespacedName _name = NamespacedName.Cluster(options.NodeName);

    /// <summary>Tells until cancelled.</summary>
    /// <param name="tell">Takes the MeshNode, or null where there is none.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async Task RunAsync(Action<MeshNode?> tell, CancellationToken cancellationToken)
    {
        using var subscription = informer.Subscribe(change => tell(change.New));
        await informer.Synced.WaitAsync(cancellationToken);
        var toldOfAbsence = false;
        while (true)
        {
            if (informer.Get(_name) is { } node)
            {
                // It may have come in the moment in which its absence was told.
                if (toldOfAbsence)
                {
                    toldOfAbsence = false;
                    tell(node);
                }
            }
            else if (informer.IsConnected && await IsMissingAsync(cancellationToken) && informer.Get(_name) is null)
            {
                toldOfAbsence = true;
                tell(null);
            }

            await Task.Delay(Absence.AskInterval, time, cancellationToken);
        }
    }

    private async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(Resources.MeshNodes, _name, cancellationToken) is null;
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
        {
            return false;
        }
    }
}
