using System.Net;
using System.Threading.Channels;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>Asks the API server whose a mesh address is: one question at a time, by the label that the operator gives each MeshNode for its addresses.</summary>
public sealed class AddressReader(IKubernetesClient client, ILogger<AddressReader> logger)
{
    /// <summary>Whatever the server has at hand: it looks through all MeshNodes for a label, and need not read them from etcd for that.</summary>
    private const string FromCache = "0";

    private readonly Channel<IPAddress> _addresses = Channel.CreateBounded<IPAddress>(new BoundedChannelOptions(GuestTimers.MaxSearches) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Asks for an address.</summary>
    public void Request(IPAddress address) => _addresses.Writer.TryWrite(address);

    /// <summary>Asks until cancelled, and posts each answer.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(post);
        await foreach (var address in _addresses.Reader.ReadAllAsync(cancellationToken))
        {
            post(await ReadAsync(address, cancellationToken));
        }
    }

    private async Task<AgentEvent.AddressRead> ReadAsync(IPAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var page = await client.ListAsync(Resources.MeshNodes, new ListQuery { LabelSelector = AddressLabel.KeyOf(address), ResourceVersion = FromCache, IsTriedOnce = true }, cancellationToken);

            // A label is anybody's word who may edit the object; what the spec says counts.
            return new AgentEvent.AddressRead(address, [.. page.Items.Where(node => node.Spec?.Addresses?.Any(text => IPAddress.TryParse(text, out var own) && own.Equals(address)) == true)], true);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
        {
            logger.AddressUnreadable(address, error.Message);
            return new AgentEvent.AddressRead(address, [], false);
        }
    }
}
