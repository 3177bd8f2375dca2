using System.Text;
using MeshGate.Kubernetes.Connection;
using MeshGate.NodeDaemon.Storage;

namespace MeshGate.NodeDaemon.Tokens;

/// <summary>
/// The token of a daemon outside the cluster: it came with the kubeconfig, and is kept beside the private key once the daemon renews it. A pod's is
/// none of ours, since the kubelet renews it.
/// </summary>
public static class OwnToken
{
    /// <summary>The file in the daemon's directory.</summary>
    public const string FileName = "token";

    /// <summary>
    /// Has the connection use the token that lives longer, the kubeconfig's or the one that was renewed; as it is, where the kubeconfig's is no service
    /// account's or never ends.
    /// </summary>
    /// <exception cref="IOException">The token cannot be kept.</exception>
    public static KubernetesConnection Adopt(KubernetesConnection connection, NodeStore store)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(store);
        if (connection.BearerTokenFile is not null || !ServiceAccountToken.TryParse(connection.BearerToken, out var given))
        {
            store.Delete(FileName);
            return connection;
        }

        if (!TryRead(store, out _, out var kept) || kept.Account != given.Account || kept.ExpiresAt < given.ExpiresAt)
        {
            Keep(store, connection.BearerToken!);
        }

        return connection with { BearerToken = null, BearerTokenFile = store.PathOf(FileName) };
    }

    /// <summary>Reads the token that is kept.</summary>
    internal static bool TryRead(NodeStore store, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ServiceAccountToken? token)
    {
        try
        {
            text = File.ReadAllText(store.PathOf(FileName)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            (text, token) = (null, null);
            return false;
        }

        return ServiceAccountToken.TryParse(text, out token);
    }

    /// <summary>Keeps a token.</summary>
    internal static void Keep(NodeStore store, string token) => store.Write(FileName, Encoding.ASCII.GetBytes(token));
}
