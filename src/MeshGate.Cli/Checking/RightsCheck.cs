using k8s;
using k8s.Models;

namespace MeshGate.Cli.Checking;

/// <summary>Asks the API server what the asker may do (SelfSubjectAccessReview); it changes nothing.</summary>
internal sealed class RightsCheck(IKubernetes api)
{
    private const string Group = "Your rights";

    /// <summary>What installing takes. Whoever makes roles must hold what is in them, or the verb "escalate".</summary>
    public static IEnumerable<WantedRight> ToInstall(string nodes, string system, bool hasPolicies) =>
    [
        new("create", string.Empty, "namespaces", null),
        new("create", "apiextensions.k8s.io", "customresourcedefinitions", null),
        new("create", "rbac.authorization.k8s.io", "clusterroles", null),
        new("escalate", "rbac.authorization.k8s.io", "clusterroles", null),
        new("create", "rbac.authorization.k8s.io", "clusterrolebindings", null),
        new("create", "rbac.authorization.k8s.io", "roles", nodes),
        new("create", "rbac.authorization.k8s.io", "roles", system),
        new("create", string.Empty, "serviceaccounts", nodes),
        new("create", "apps", "daemonsets", nodes),
        new("create", "apps", "deployments", system),
        new("create", "policy", "poddisruptionbudgets", system),
        .. hasPolicies ? [new WantedRight("create", "admissionregistration.k8s.io", "validatingadmissionpolicies", null)] : Array.Empty<WantedRight>(),
    ];

    /// <summary>What the commands of this program take, and which.</summary>
    public static IEnumerable<WantedRight> ToUse(string nodes, string system) =>
    [
        new("list", "meshgate.io", "meshnodes", null, "status, explain, topology"),
        new("list", "meshgate.io", "meshpolicies", null, "netcheck, support-bundle"),
        new("patch", "meshgate.io", "meshroutes", null, "failover"),
        new("patch", "meshgate.io", "meshnodes", null, "drain"),
        new("list", string.Empty, "pods", nodes, "ping, check, support-bundle"),
        new("create", string.Empty, "pods/exec", nodes, "ping, check, support-bundle"),
        new("get", string.Empty, "pods/log", nodes, "support-bundle"),
        new("list", string.Empty, "pods", system, "check, support-bundle"),
    ];

    /// <summary>Asks for each.</summary>
    /// <param name="wanted">The rights.</param>
    /// <param name="purpose">What they are for.</param>
    /// <param name="level">How bad it is to lack one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<WantedRight> wanted, string purpose, FindingLevel level, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (WantedRight right in wanted)
        {
            if (!await IsAllowedAsync(right, cancellationToken))
            {
                findings.Add(new Finding(Group, level, $"You may not {right}{(right.Commands is { } commands ? $", which {commands} need" : string.Empty)}.", "Have an administrator grant it, or do it in your place.", Manual.Rights));
            }
        }

        return findings.Count > 0 ? findings : [new Finding(Group, FindingLevel.Ok, $"You may do what {purpose} takes.")];
    }

    private async Task<bool> IsAllowedAsync(WantedRight right, CancellationToken cancellationToken)
    {
        string[] resource = right.Resource.Split('/');
        V1SelfSubjectAccessReview answer = await api.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(
            new V1SelfSubjectAccessReview
            {
                Spec = new V1SelfSubjectAccessReviewSpec
                {
                    ResourceAttributes = new V1ResourceAttributes
                    {
                        Verb = right.Verb, Group = right.ApiGroup, Resource = resource[0], Subresource = resource.ElementAtOrDefault(1), NamespaceProperty = right.Namespace,
                    },
                },
            },
            cancellationToken: cancellationToken);
        return answer.Status?.Allowed == true;
    }
}
