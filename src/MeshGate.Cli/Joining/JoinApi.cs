using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Joining;

/// <summary>Makes a machine's objects, as far as they are not there, and asks for its token.</summary>
internal sealed class JoinApi(Cluster cluster)
{
    private const string Plural = "meshnodes";
    private const string Namespace = MeshGateApi.DefaultNamespace;

    private readonly KubernetesClientConfiguration _configuration = cluster.Configuration;
    private readonly k8s.Kubernetes _client = cluster.Api;

    /// <summary>Makes what is missing.</summary>
    public async Task<JoinKubeconfig> RunAsync(JoinObjects objects, TimeSpan lifetime, Uri? server, string? region, string? zone, CancellationToken cancellationToken)
    {
        string owner = await MeshNodeAsync(objects.Node, region, zone, cancellationToken);
        await UnlessThereAsync(() => _client.CoreV1.CreateNamespacedServiceAccountAsync(objects.ServiceAccount(owner), Namespace, cancellationToken: cancellationToken));
        await UnlessThereAsync(() => _client.RbacAuthorizationV1.CreateNamespacedRoleAsync(objects.Role(owner), Namespace, cancellationToken: cancellationToken));
        await UnlessThereAsync(() => _client.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(objects.Binding(owner), Namespace, cancellationToken: cancellationToken));
        Authenticationv1TokenRequest token = await _client.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = (long)lifetime.TotalSeconds } },
            objects.Account,
            Namespace,
            cancellationToken: cancellationToken);
        string? authorities = _configuration.SslCaCerts is { Count: > 0 } certificates ? string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())) : null;
        return new JoinKubeconfig(server ?? new Uri(_configuration.Host), authorities, _configuration.TlsServerName, objects.Node, token.Status.Token);
    }

    /// <summary>Makes the MeshNode, or finds it; gives its uid.</summary>
    private async Task<string> MeshNodeAsync(string name, string? region, string? zone, CancellationToken cancellationToken)
    {
        var spec = new JsonObject();
        foreach ((string key, string? value) in new[] { ("region", region), ("zone", zone) })
        {
            if (value is not null)
            {
                spec[key] = value;
            }
        }

        var node = new JsonObject
        {
            ["apiVersion"] = MeshGateApi.GroupVersion,
            ["kind"] = "MeshNode",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
        };
        object? made = await UnlessThereAsync(() => _client.CustomObjects.CreateClusterCustomObjectAsync(node, MeshGateApi.Group, MeshGateApi.Version, Plural, cancellationToken: cancellationToken))
            ?? await _client.CustomObjects.GetClusterCustomObjectAsync(MeshGateApi.Group, MeshGateApi.Version, Plural, name, cancellationToken);
        return ((JsonElement)made).GetProperty("metadata").GetProperty("uid").GetString()!;
    }

    /// <summary>Null where the object is there already.</summary>
    private static async Task<T?> UnlessThereAsync<T>(Func<Task<T>> create)
        where T : class
    {
        try
        {
            return await create();
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Conflict)
        {
            return null;
        }
    }
}
