using System.Security.Cryptography;

namespace MeshGate.Lab.Cluster;

/// <summary>Somebody whom a real API server knows by a bearer token. What the user may do is up to RBAC. It never prints the token.</summary>
/// <param name="Name">The user's name, such as <c>system:serviceaccount:meshgate-system:meshgate-operator</c>.</param>
/// <param name="Groups">The user's groups; <c>system:authenticated</c> is added by the server.</param>
/// <param name="Token">The secret.</param>
public sealed record ClusterUser(string Name, IReadOnlyList<string> Groups, string Token)
{
    /// <summary>Somebody who may do everything.</summary>
    public static ClusterUser Admin() => new("admin", ["system:masters"], NewToken());

    /// <summary>The holder of a service account's token.</summary>
    public static ClusterUser ServiceAccount(string ns, string name) => new(
        $"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}"], NewToken());

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The user's line in a token file of kube-apiserver.</summary>
    internal string ToLine() => $"{Token},{Name},{Name},\"{string.Join(',', Groups)}\"\n";

    private static string NewToken() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}
