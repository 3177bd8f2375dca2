using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using MeshGate.Cli.Checking;
using MeshGate.Cli.Clusters;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Bundles;

/// <summary>
/// Collects what helps to find what is wrong: MeshGate's own objects, what was installed, its logs and events, and what each daemon says. It never reads a
/// Secret or a ConfigMap. What cannot be read is said in the bundle and keeps nothing else from being collected.
/// </summary>
internal sealed class BundleRun(Cluster cluster, string nodes, string system, int machines)
{
    private const int LogLines = 5000;
    private const int LogBytes = 4 << 20;
    private const int PageSize = 500;
    private static readonly string[] Plurals = ["meshnodes", "meshroutes", "meshpolicies"];

    private readonly List<string> _missing = [];
    private readonly k8s.Kubernetes _api = cluster.Api;

    /// <summary>What could not be collected, each with the reason.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Collects it.</summary>
    /// <param name="create">Makes the archive; is told the public keys of the mesh.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">The API server does not answer at all.</exception>
    public async Task RunAsync(Func<IReadOnlySet<string>, BundleArchive> create, CancellationToken cancellationToken)
    {
        VersionInfo version = await _api.Version.GetCodeAsync(cancellationToken);
        var mesh = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (string plural in Plurals)
        {
            await TryAsync(plural, async () => mesh[plural] = await ListAsync(plural, cancellationToken));
        }

        using BundleArchive archive = create(PublicKeys.In(mesh.Values));
        archive.Add("cluster/version.json", Json(version));
        foreach ((string plural, JsonNode? list) in mesh)
        {
            archive.Add($"mesh/{plural}.json", list);
        }

        await TryAsync("Nodes", async () => archive.Add("cluster/nodes.json", ClusterNodes.Slim(Json(await _api.CoreV1.ListNodeAsync(cancellationToken: cancellationToken)))));
        foreach (string @namespace in new[] { nodes, system }.Distinct())
        {
            await NamespaceAsync(archive, @namespace, cancellationToken);
        }

        await TryAsync("events of the mesh", async () => archive.Add("events/default.json", Json(await _api.CoreV1.ListNamespacedEventAsync("default", limit: PageSize, cancellationToken: cancellationToken))));
        await TryAsync("machines", () => MachinesAsync(archive, cancellationToken));
        await TryAsync("check", async () => archive.Add("check.json", JsonNode.Parse(CheckJson.Write(await new CheckRun(cluster, nodes, system).AfterAsync(0, cancellationToken)))));
        archive.Add("missing.txt", _missing.Count == 0 ? "nothing\n" : string.Join('\n', _missing) + "\n");
    }

    private async Task<JsonNode?> ListAsync(string plural, CancellationToken cancellationToken)
        => Json(await _api.CustomObjects.ListClusterCustomObjectAsync(MeshGateApi.Group, MeshGateApi.Version, plural, cancellationToken: cancellationToken));

    private async Task NamespaceAsync(BundleArchive archive, string @namespace, CancellationToken cancellationToken)
    {
        await TryAsync($"Deployments in {@namespace}", async () => archive.Add($"installed/{@namespace}/deployments.json", Json(await _api.AppsV1.ListNamespacedDeploymentAsync(@namespace, cancellationToken: cancellationToken))));
        await TryAsync($"DaemonSets in {@namespace}", async () => archive.Add($"installed/{@namespace}/daemonsets.json", Json(await _api.AppsV1.ListNamespacedDaemonSetAsync(@namespace, cancellationToken: cancellationToken))));
        await TryAsync($"Leases in {@namespace}", async () => archive.Add($"installed/{@namespace}/leases.json", Json(await _api.CoordinationV1.ListNamespacedLeaseAsync(@namespace, cancellationToken: cancellationToken))));
        await TryAsync($"events in {@namespace}", async () => archive.Add($"events/{@namespace}.json", Json(await _api.CoreV1.ListNamespacedEventAsync(@namespace, limit: PageSize, cancellationToken: cancellationToken))));
        await TryAsync($"pods in {@namespace}", async () =>
        {
            V1PodList pods = await _api.CoreV1.ListNamespacedPodAsync(@namespace, cancellationToken: cancellationToken);
            archive.Add($"installed/{@namespace}/pods.json", Json(pods));
            foreach (V1Pod pod in pods.Items.Take(machines))
            {
                await LogsAsync(archive, pod, cancellationToken);
            }
        });
    }

    private async Task LogsAsync(BundleArchive archive, V1Pod pod, CancellationToken cancellationToken)
    {
        string @namespace = pod.Metadata.NamespaceProperty;
        foreach (V1Container container in pod.Spec.Containers)
        {
            bool hasEarlier = pod.Status?.ContainerStatuses?.Any(status => status.Name == container.Name && status.RestartCount > 0) == true;
            foreach (bool isEarlier in hasEarlier ? new[] { false, true } : [false])
            {
                string file = $"logs/{@namespace}/{pod.Metadata.Name}/{container.Name}{(isEarlier ? ".before" : string.Empty)}.log";
                await TryAsync(file, async () =>
                {
                    await using Stream log = await _api.CoreV1.ReadNamespacedPodLogAsync(
                        pod.Metadata.Name, @namespace, container: container.Name, previous: isEarlier, tailLines: LogLines, limitBytes: LogBytes, cancellationToken: cancellationToken);
                    using var reader = new StreamReader(log);
                    archive.Add(file, await reader.ReadToEndAsync(cancellationToken));
                });
            }
        }
    }

    private async Task MachinesAsync(BundleArchive archive, CancellationToken cancellationToken)
    {
        foreach (DaemonPod pod in (await DaemonPod.ListAsync(_api, nodes, null, cancellationToken)).Where(pod => pod.IsRunning).Take(machines))
        {
            await TryAsync($"machine {pod.Node}", async () =>
            {
                var lines = new List<string>();
                (int code, string error) = await pod.RunAsync(["inspect", .. pod.OptionsOf("--metrics", "--interface", "--listen-port")], lines.Add, cancellationToken);
                string text = string.Join('\n', lines);
                if (code == ExitCode.Well)
                {
                    archive.Add($"machines/{pod.Node}.json", JsonNode.Parse(text));
                }
                else
                {
                    _missing.Add($"machine {pod.Node}: {error}");
                }
            });
        }
    }

    private async Task TryAsync(string what, Func<Task> collect)
    {
        try
        {
            await collect();
        }
        catch (Exception e) when (MeshQuery.IsUnanswered(e) || e is JsonException or KubernetesException or IOException)
        {
            _missing.Add($"{what}: {MeshQuery.Explain(e)}");
        }
    }

    private static JsonNode? Json(object value) => value is JsonElement element ? JsonNode.Parse(element.GetRawText()) : JsonNode.Parse(KubernetesJson.Serialize(value));
}
