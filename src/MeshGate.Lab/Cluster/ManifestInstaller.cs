using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Cluster;

/// <summary>Installs manifests on an API, in an order in which they depend on each other.</summary>
internal static class ManifestInstaller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Installs files and the YAML files of folders, and returns once every definition among them is served.</summary>
    /// <exception cref="LabException">A file cannot be read, or a definition is not served in time.</exception>
    /// <exception cref="ApiException">The API refused an object.</exception>
    internal static async Task InstallAsync(LabApiClient client, IEnumerable<string> paths, TimeProvider time, CancellationToken cancellationToken)
    {
        var objects = paths.SelectMany(Files).SelectMany(Read).OrderBy(Rank).ToArray();
        foreach (var ns in objects.Select(o => (string?)o["metadata"]?["namespace"]).OfType<string>().Distinct())
        {
            await client.EnsureNamespaceAsync(ns, cancellationToken);
        }

        foreach (var item in objects)
        {
            await client.ApplyAsync(item, cancellationToken);
        }

        foreach (var definition in objects.Where(o => Rank(o) == 0))
        {
            var group = (string)definition["spec"]!["group"]!;
            foreach (var version in definition["spec"]!["versions"]!.AsArray())
            {
                await UntilServedAsync(client, group, (string)version!["name"]!, (string)definition["spec"]!["names"]!["plural"]!, time, cancellationToken);
            }
        }
    }

    private static async Task UntilServedAsync(
        LabApiClient client, string group, string version, string plural, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await client.ServesAsync($"{group}/{version}", plural, cancellationToken))
        {
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new LabException($"{plural}.{group}/{version} is not served.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static int Rank(JsonObject item) => (string?)item["kind"] switch
    {
        "CustomResourceDefinition" => 0,
        "Namespace" => 1,
        _ => 2,
    };

    private static IEnumerable<string> Files(string path) => !Directory.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path, "*.yaml").Where(f => Path.GetFileName(f) != "kustomization.yaml").Order(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Read(string file)
    {
        try
        {
            return [.. YamlTree.ParseAll(File.ReadAllText(file)).OfType<JsonObject>()];
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new LabException($"{file}: {e.Message}", e);
        }
    }
}
