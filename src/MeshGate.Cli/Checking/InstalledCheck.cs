using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Checking;

/// <summary>Looks at what was installed: definitions, operator, daemons, and whether their versions go together.</summary>
internal sealed class InstalledCheck(IKubernetes api, string nodes, string system)
{
    private const string Group = "Installation";
    private static readonly string[] Kinds = ["meshnodes", "meshroutes", "meshpolicies"];

    /// <summary>Looks.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (string kind in Kinds)
        {
            findings.Add(await TryAsync($"the definition of {kind}", async () => OfDefinition(kind, await api.ApiextensionsV1.ReadCustomResourceDefinitionAsync($"{kind}.{MeshGateApi.Group}", cancellationToken: cancellationToken))));
        }

        findings.Add(await TryAsync("the operator", async () => OfOperator(await api.AppsV1.ReadNamespacedDeploymentAsync("meshgate-operator", system, cancellationToken: cancellationToken))));
        findings.Add(await TryAsync("the daemons", async () => OfDaemons(await api.AppsV1.ReadNamespacedDaemonSetAsync(MeshGateApi.DaemonAccount, nodes, cancellationToken: cancellationToken))));
        return findings;
    }

    /// <summary>Judges a definition.</summary>
    public static Finding OfDefinition(string kind, V1CustomResourceDefinition definition)
    {
        bool isServed = definition.Spec.Versions.Any(version => version.Name == MeshGateApi.Version && version.Served);
        bool isEstablished = definition.Status?.Conditions?.Any(condition => condition is { Type: "Established", Status: "True" }) == true;
        return isServed && isEstablished
            ? new Finding(Group, FindingLevel.Ok, $"The definition of {kind} serves {MeshGateApi.Version}.")
            : new Finding(Group, FindingLevel.Failed, $"The definition of {kind} does not serve {MeshGateApi.Version}.", "Upgrade the chart, with crds.enabled.", Manual.Upgrade);
    }

    /// <summary>Judges the operator.</summary>
    public static Finding OfOperator(V1Deployment deployment)
    {
        int wanted = deployment.Spec.Replicas ?? 1;
        int ready = deployment.Status?.ReadyReplicas ?? 0;
        string image = deployment.Spec.Template.Spec.Containers[0].Image;
        string text = $"{ready} of {wanted} operators are ready ({image}).";
        return ready >= wanted ? new Finding(Group, FindingLevel.Ok, text)
            : ready > 0 ? new Finding(Group, FindingLevel.Warning, text, $"kubectl describe pods -n {deployment.Metadata.NamespaceProperty} -l app.kubernetes.io/component=operator", Manual.Operator)
            : new Finding(Group, FindingLevel.Failed, text, $"kubectl describe pods -n {deployment.Metadata.NamespaceProperty} -l app.kubernetes.io/component=operator", Manual.Operator);
    }

    /// <summary>Judges the daemons.</summary>
    public static Finding OfDaemons(V1DaemonSet set)
    {
        int wanted = set.Status?.DesiredNumberScheduled ?? 0;
        int ready = set.Status?.NumberReady ?? 0;
        int updated = set.Status?.UpdatedNumberScheduled ?? 0;
        string image = set.Spec.Template.Spec.Containers[0].Image;
        string look = $"kubectl get pods -n {set.Metadata.NamespaceProperty} -o wide";
        return wanted == 0 ? new Finding(Group, FindingLevel.Warning, "No Node is to have a daemon.", "kubectl label node NAME meshgate.io/mesh=true", Manual.Install)
            : ready < wanted ? new Finding(Group, FindingLevel.Failed, $"{ready} of {wanted} daemons are ready ({image}).", look, Manual.NotReady)
            : updated < wanted ? new Finding(Group, FindingLevel.Warning, $"{wanted - updated} of {wanted} daemons are not yet of {image}.", $"Wait for the update: kubectl rollout status -n {set.Metadata.NamespaceProperty} daemonset/{set.Metadata.Name}", Manual.Upgrade)
            : new Finding(Group, FindingLevel.Ok, $"{ready} of {wanted} daemons are ready ({image}).");
    }

    private static async Task<Finding> TryAsync(string what, Func<Task<Finding>> look)
    {
        try
        {
            return await look();
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return new Finding(Group, FindingLevel.Failed, $"There is no sign of {what}.", "Install MeshGate, or name its namespaces with --namespace and --operator-namespace.", Manual.Install);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return new Finding(Group, FindingLevel.Skipped, $"You may not look at {what}.", null, Manual.Rights);
        }
    }
}
