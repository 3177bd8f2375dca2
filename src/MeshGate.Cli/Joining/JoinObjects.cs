using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Joining;

/// <summary>
/// The objects that let one machine outside the cluster take part: an account that has what every daemon has, and may ask for tokens of itself. They
/// belong to its MeshNode and go with it.
/// </summary>
/// <param name="Node">The name of the MeshNode.</param>
public sealed record JoinObjects(string Node)
{
    /// <summary>The longest name that leaves room for the account's prefix.</summary>
    public const int MaxNameLength = 253 - 15;

    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>The name of account, role and binding.</summary>
    public string Account => $"{MeshGateApi.DaemonAccount}-{Node}";

    /// <summary>The account that admission policies take for this node's daemon.</summary>
    public V1ServiceAccount ServiceAccount(string ownerUid) => new() { Metadata = Metadata(ownerUid), AutomountServiceAccountToken = false };

    /// <summary>The right to ask for tokens of that account, and no other.</summary>
    public V1Role Role(string ownerUid) => new()
    {
        Metadata = Metadata(ownerUid),
        Rules = [new V1PolicyRule { ApiGroups = [string.Empty], Resources = ["serviceaccounts/token"], ResourceNames = [Account], Verbs = ["create"] }],
    };

    /// <summary>Gives the account that right.</summary>
    public V1RoleBinding Binding(string ownerUid) => new()
    {
        Metadata = Metadata(ownerUid),
        RoleRef = new V1RoleRef { ApiGroup = Rbac, Kind = "Role", Name = Account },
        Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", Name = Account, NamespaceProperty = MeshGateApi.DefaultNamespace }],
    };

    private V1ObjectMeta Metadata(string ownerUid) => new()
    {
        Name = Account,
        NamespaceProperty = MeshGateApi.DefaultNamespace,
        Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "meshgate", ["app.kubernetes.io/component"] = "noded" },
        OwnerReferences = [new V1OwnerReference { ApiVersion = MeshGateApi.GroupVersion, Kind = "MeshNode", Name = Node, Uid = ownerUid }],
    };
}
