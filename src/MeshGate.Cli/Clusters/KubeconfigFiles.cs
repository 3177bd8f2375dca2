using k8s;
using k8s.KubeConfigModels;

namespace MeshGate.Cli.Clusters;

/// <summary>Reads several kubeconfig files as one, as kubectl does: of what has the same name the first is taken.</summary>
internal static class KubeconfigFiles
{
    /// <summary>Reads them; paths in each count from its own folder.</summary>
    public static K8SConfiguration Read(IReadOnlyList<FileInfo> files)
    {
        K8SConfiguration first = ReadOne(files[0]);
        foreach (FileInfo file in files.Skip(1))
        {
            K8SConfiguration next = ReadOne(file);
            first.CurrentContext = first.CurrentContext is { Length: > 0 } current ? current : next.CurrentContext;
            first.Contexts = [.. first.Contexts.Concat(next.Contexts).DistinctBy(context => context.Name)];
            first.Clusters = [.. first.Clusters.Concat(next.Clusters).DistinctBy(cluster => cluster.Name)];
            first.Users = [.. first.Users.Concat(next.Users).DistinctBy(user => user.Name)];
        }

        return first;
    }

    private static K8SConfiguration ReadOne(FileInfo file)
    {
        K8SConfiguration read = KubernetesClientConfiguration.LoadKubeConfig(file) ?? new K8SConfiguration();
        read.Contexts ??= [];
        read.Clusters ??= [];
        read.Users ??= [];
        string folder = file.DirectoryName ?? ".";
        foreach (ClusterEndpoint cluster in read.Clusters.Select(cluster => cluster.ClusterEndpoint).OfType<ClusterEndpoint>())
        {
            cluster.CertificateAuthority = Absolute(folder, cluster.CertificateAuthority);
        }

        foreach (UserCredentials user in read.Users.Select(user => user.UserCredentials).OfType<UserCredentials>())
        {
            user.ClientCertificate = Absolute(folder, user.ClientCertificate);
            user.ClientKey = Absolute(folder, user.ClientKey);
        }

        return read;
    }

    private static string? Absolute(string folder, string? path) => string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path, folder);
}
