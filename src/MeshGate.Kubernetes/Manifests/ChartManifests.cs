namespace MeshGate.Kubernetes.Manifests;

/// <summary>What the Helm chart takes over from <c>config/</c>: everything but the kustomizations. Its templates add labels and namespaces.</summary>
public static class ChartManifests
{
    /// <summary>The directory inside the chart.</summary>
    public const string Directory = "files";

    /// <summary>The files of the chart.</summary>
    /// <param name="manifests">All manifests, as <see cref="ManifestGenerator"/> gives them.</param>
    /// <returns>Paths relative to the chart, and what is in them.</returns>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return manifests
            .Where(manifest => Path.GetFileName(manifest.Key) != KustomizeManifests.FileName)
            .ToDictionary(manifest => $"{Directory}/{manifest.Key}", manifest => manifest.Value);
    }
}
