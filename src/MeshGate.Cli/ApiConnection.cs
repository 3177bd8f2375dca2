using MeshGate.Kubernetes.Connection;

namespace MeshGate.Cli;

/// <summary>Finds the API server as kubectl does.</summary>
public static class ApiConnection
{
    /// <summary>The file that was named; else the first of the environment's <c>KUBECONFIG</c>; else <c>~/.kube/config</c>; else the pod's own cluster.</summary>
    /// <exception cref="KubernetesConfigurationException">There is none, or it cannot be read.</exception>
    public static KubernetesConnection Find(FileInfo? kubeconfig)
    {
        if (kubeconfig is not null)
        {
            return KubernetesConnection.FromKubeconfig(kubeconfig.FullName);
        }

        if (Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) is [var first, ..])
        {
            return KubernetesConnection.FromKubeconfig(first);
        }

        string home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(home) ? KubernetesConnection.FromKubeconfig(home) : KubernetesConnection.InCluster();
    }
}
