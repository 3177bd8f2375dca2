using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Client;
using MeshGate.Traversal.Relays;

namespace MeshGate.Lab.Crowd;

/// <summary>The relays that a node has by its assignment, and the IPv4 addresses that they tell of themselves.</summary>
/// <param name="Relays">The relays.</param>
/// <param name="Addresses">Their addresses, best first.</param>
internal sealed record CrowdRelayList(ImmutableArray<RelayIdentity> Relays, IReadOnlyDictionary<PublicKey, ImmutableArray<IPEndPoint>> Addresses)
{
    /// <summary>Reads a node's MeshNode and those of its relays; what cannot be read is left out.</summary>
    internal static async Task<CrowdRelayList> ReadAsync(IKubernetesClient client, string node, CancellationToken cancellationToken)
    {
        var addresses = new Dictionary<PublicKey, ImmutableArray<IPEndPoint>>();
        var relays = ImmutableArray.CreateBuilder<RelayIdentity>();
        var own = await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(node), cancellationToken);
        foreach (var relay in own?.Status?.Assignment?.Relays ?? [])
        {
            if (relay?.Name is not { } name || !PublicKey.TryParse(relay.PublicKey, out var key))
            {
                continue;
            }

            relays.Add(new RelayIdentity(name, key));
            var told = await client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), cancellationToken);
            addresses[key] =
            [
                .. (told?.Status?.Agent?.Candidates ?? [])
                    .Select(candidate => IPEndPoint.TryParse(candidate?.Address ?? string.Empty, out var address) ? address : null)
                    .OfType<IPEndPoint>()
                    .Where(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork),
            ];
        }

        return new CrowdRelayList(relays.ToImmutable(), addresses);
    }
}
