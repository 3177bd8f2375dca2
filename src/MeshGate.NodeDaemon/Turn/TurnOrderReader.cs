using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Sealing;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>Reads the TURN servers of a MeshNode's orders and opens their credentials. A bad one is left out and told.</summary>
public static class TurnOrderReader
{
    private const int MaxServers = 8;

    /// <summary>Reads the servers.</summary>
    /// <param name="node">The daemon's own MeshNode.</param>
    /// <param name="key">The node's key, which alone opens its credentials.</param>
    /// <param name="problems">What could not be used, a sentence each, without a secret.</param>
    public static ImmutableArray<TurnServerOrder> Read(MeshNode node, PrivateKey key, out ImmutableArray<string> problems)
    {
        var found = ImmutableArray.CreateBuilder<TurnServerOrder>();
        var told = ImmutableArray.CreateBuilder<string>();
        foreach (var server in (node.Status?.Assignment?.TurnServers ?? []).Take(MaxServers))
        {
            var (order, problem) = Read(server, key);
            if (order is not null)
            {
                found.Add(order);
            }
            else
            {
                told.Add($"TURN server '{server?.Address}': {problem}");
            }
        }

        problems = told.ToImmutable();
        return found.ToImmutable();
    }

    private static (TurnServerOrder? Order, string? Problem) Read(TurnServerAssignment? server, PrivateKey key)
    {
        if (server is null || !HostEndpoint.TryParse(server.Address, out _))
        {
            return (null, "that is not host:port");
        }

        if (server.CaCertificate is { } pem && !ServerReader.IsCertificate(pem))
        {
            return (null, "its caCertificate is no certificate in PEM");
        }

        if (!TurnCredentialBox.TryOpen(server.Sealed, key.PublicKey, key.TryAgree, out var username, out var password))
        {
            return (null, "its credentials are not sealed to this node's key");
        }

        return TurnCredentials.TryCreate(username, password, out var credentials)
            ? (new TurnServerOrder(server.Address, server.Transport ?? TurnTransport.Udp, server.CaCertificate, server.ServerName, credentials), null)
            : (null, "its credentials are empty or too long");
    }
}
