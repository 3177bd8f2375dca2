using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Checking;

/// <summary>Looks at a cluster, part by part. What cannot be looked at is said and keeps nothing else from being looked at.</summary>
internal sealed class CheckRun(Cluster cluster, string nodes, string system)
{
    private const int MostNodes = 1000;

    /// <summary>Whether MeshGate can be installed.</summary>
    /// <param name="meshRanges">The mesh's address ranges.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CheckReport> BeforeAsync(IReadOnlyCollection<IPNetwork> meshRanges, CancellationToken cancellationToken)
    {
        string version = (await cluster.Api.Version.GetCodeAsync(cancellationToken)).GitVersion;
        IReadOnlyList<Finding> rights = await new RightsCheck(cluster.Api).RunAsync(RightsCheck.ToInstall(nodes, system, VersionJudge.Minor(version) >= 30), "installing", FindingLevel.Failed, cancellationToken);
        IEnumerable<Finding> machines = await NodesAsync(meshRanges, cancellationToken);
        return new CheckReport([VersionJudge.Judge(version), .. rights, .. machines, await PodNetworkCheck.RunAsync(cluster.Api, cancellationToken)]);
    }

    /// <summary>Whether what was installed works.</summary>
    /// <param name="machines">At most so many machines are asked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CheckReport> AfterAsync(int machines, CancellationToken cancellationToken)
    {
        string version = (await cluster.Api.Version.GetCodeAsync(cancellationToken)).GitVersion;
        var findings = new List<Finding> { VersionJudge.Judge(version) };
        findings.AddRange(await new RightsCheck(cluster.Api).RunAsync(RightsCheck.ToUse(nodes, system), "this program's commands", FindingLevel.Warning, cancellationToken));
        findings.AddRange(await new InstalledCheck(cluster.Api, nodes, system).RunAsync(cancellationToken));
        IReadOnlyList<MeshNode> mesh = [];
        try
        {
            mesh = await MeshQuery.ReadNodesAsync(cluster.Mesh, cancellationToken);
            findings.AddRange(MeshJudge.Judge(mesh, typeof(CheckRun).Assembly.GetName().Version?.ToString(3)));
        }
        catch (KubernetesApiException refused) when (refused.Code is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            findings.Add(new Finding("Mesh", FindingLevel.Skipped, $"The MeshNodes cannot be read: {refused.Message}", null, Manual.Install));
        }

        try
        {
            findings.AddRange(await DaemonsCheck.RunAsync(await DaemonPod.ListAsync(cluster.Api, nodes, null, cancellationToken), machines, mesh, cancellationToken));
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            findings.Add(new Finding("Machines", FindingLevel.Skipped, "You may not list the daemons' pods, so no machine was asked.", null, Manual.Rights));
        }

        return new CheckReport(findings);
    }

    private async Task<IEnumerable<Finding>> NodesAsync(IReadOnlyCollection<IPNetwork> meshRanges, CancellationToken cancellationToken)
    {
        try
        {
            V1NodeList list = await cluster.Api.CoreV1.ListNodeAsync(limit: MostNodes, cancellationToken: cancellationToken);
            return NodesJudge.Judge(list.Items, meshRanges);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return [new Finding("Nodes", FindingLevel.Skipped, "You may not list Nodes, so their kernels and ranges were not looked at.", null, Manual.Rights)];
        }
    }
}
