using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>The CEL of <see cref="NodeIdentityManifests"/>.</summary>
internal static class NodeIdentityRules
{
    private const string Account = MeshGateApi.DaemonAccount;
    private const string Namespace = MeshGateApi.DefaultNamespace;

    /// <summary>Evaluated when a rule asks for them. <c>node</c> is the MeshNode whose daemon asks, empty where it is nobody's.</summary>
    public static readonly (string Name, string Expression)[] Variables =
    [
        ("account", $"request.userInfo.username.replace('system:serviceaccount:{Namespace}:', '')"),
        ("node", $"""
            variables.account == '{Account}'
            ? request.userInfo.?extra[?'authentication.kubernetes.io/node-name'][?0].orValue('')
            : (variables.account.startsWith('{Account}-') ? variables.account.substring({Account.Length + 1}) : '')
            """),
        ("before", "has(oldObject.status) ? oldObject.status : {}"),
        ("after", "has(object.status) ? object.status : {}"),
        ("changed", """
            variables.before.filter(k, k != 'agent' && !(k in variables.after && variables.after[k] == variables.before[k]))
            + variables.after.filter(k, k != 'agent' && !(k in variables.before))
            """),
    ];

    /// <summary>What a daemon may write.</summary>
    public static readonly (string Expression, string Message)[] Writes =
    [
        ("variables.node != ''", $"""
            variables.account == '{Account}'
            ? 'the token of this node daemon is bound to no Node, and so does not say whose daemon it is: let a pod of the DaemonSet use it'
            : 'service account ' + variables.account + ' is no node daemon\'s: use {Account} in the cluster, {Account}-NAME for MeshNode NAME outside'
            """),
        ("request.resource.resource == 'leases' || (request.resource.resource == 'meshnodes' && has(request.subResource) && request.subResource == 'status')", """
            'a node daemon may write the status of its MeshNode and its Lease, not '
            + request.resource.resource + (has(request.subResource) && request.subResource != '' ? '/' + request.subResource : '')
            """),
        ("request.operation != 'DELETE'", "'a node daemon may not delete ' + request.resource.resource"),
        ($"request.resource.resource != 'leases' || request.namespace == '{Namespace}'", $"'a node daemon\\'s Lease is in namespace {Namespace}, not in ' + request.namespace"),
        ("request.operation == 'DELETE' || object.metadata.name == variables.node", "'the daemon of ' + variables.node + ' may not write the ' + request.kind.kind + ' of ' + object.metadata.name"),
        ("request.operation != 'UPDATE' || request.resource.resource != 'meshnodes' || size(variables.changed) == 0", "'a node daemon may change status.agent only, not status.' + variables.changed.join(', status.')"),
    ];

    /// <summary>Who may ask for a token of the daemons' account: it names the Node, and so whoever has one is that node's daemon.</summary>
    public static readonly (string Expression, string Message)[] Tokens =
    [
        ("""
            has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups
            && has(object.spec.boundObjectRef) && object.spec.boundObjectRef.kind == 'Pod'
            """,
            $"'only a kubelet may ask for a token of {Namespace}/{Account}, and for a pod on its node; a machine outside the cluster has an account of its own, {Account}-NAME'"),
    ];
}
