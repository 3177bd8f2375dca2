using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Kubernetes.Connection;

/// <summary>Reads a kubeconfig file through YAML's representation model, so without reflection.</summary>
internal sealed class KubeconfigReader
{
    private const long MaxBytes = 4 << 20;

    private readonly string _path;

    private KubeconfigReader(string path) => _path = path;

    public static KubernetesConnection Read(string path)
    {
        var reader = new KubeconfigReader(Path.GetFullPath(path));
        try
        {
            return reader.Connect(reader.Load());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException or ArgumentException)
        {
            throw new KubernetesConfigurationException($"{path}: {e.Message}", e);
        }
    }

    private KubernetesConnection Connect(KubeconfigNode root)
    {
        var context = root.Named("contexts", root.Required("current-context"), "context");
        var cluster = root.Named("clusters", context.Required("cluster"), "cluster");
        var user = root.Named("users", context.Required("user"), "user");
        user.Refuse("exec", "auth-provider", "username", "password", "as");
        cluster.Refuse("proxy-url");

        var address = cluster.Required("server");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
        {
            throw cluster.Wrong("server", "is no http or https address");
        }

        return new KubernetesConnection
        {
            Server = server,
            TlsServerName = cluster.Optional("tls-server-name"),
            SkipTlsVerification = cluster.Flag("insecure-skip-tls-verify"),
            CertificateAuthorities = Authorities(cluster),
            BearerToken = user.Optional("token"),
            BearerTokenFile = user.Optional("tokenFile") is { } file ? FullPath(file) : null,
            ClientCertificate = ClientCertificate(user),
        };
    }

    private KubeconfigNode Load()
    {
        if (new FileInfo(_path).Length > MaxBytes)
        {
            throw new KubernetesConfigurationException($"{_path}: larger than {MaxBytes} bytes");
        }

        using var text = File.OpenText(_path);
        var stream = new YamlStream();
        stream.Load(text);
        return stream.Documents is [var document, ..] && document.RootNode is YamlMappingNode mapping
            ? new KubeconfigNode(mapping, $"{_path}: ")
            : throw new KubernetesConfigurationException($"{_path}: is no YAML mapping");
    }

    private X509Certificate2Collection? Authorities(KubeconfigNode cluster)
    {
        if (Material(cluster, "certificate-authority") is not var (field, pem))
        {
            return null;
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            return authorities.Count > 0 ? authorities : throw cluster.Wrong(field, "holds no PEM certificate");
        }
        catch (CryptographicException e)
        {
            throw cluster.Wrong(field, e.Message);
        }
    }

    private X509Certificate2? ClientCertificate(KubeconfigNode user)
    {
        var certificate = Material(user, "client-certificate");
        var key = Material(user, "client-key");
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is not var (field, pem))
        {
            throw user.Wrong("client-certificate", "is missing beside client-key");
        }

        if (key is not var (_, keyPem))
        {
            throw user.Wrong("client-key", "is missing beside client-certificate");
        }

        try
        {
            return X509Certificate2.CreateFromPem(pem, keyPem);
        }
        catch (CryptographicException e)
        {
            throw user.Wrong(field, e.Message);
        }
    }

    /// <summary>PEM text from <c>name-data</c> (base64) or, without that, from the file that <c>name</c> points at.</summary>
    private (string Field, string Pem)? Material(KubeconfigNode node, string name)
    {
        var dataField = name + "-data";
        if (node.Optional(dataField) is { } data)
        {
            try
            {
                return (dataField, Encoding.ASCII.GetString(Convert.FromBase64String(data)));
            }
            catch (FormatException)
            {
                throw node.Wrong(dataField, "is no base64");
            }
        }

        if (node.Optional(name) is not { } file)
        {
            return null;
        }

        try
        {
            return (name, File.ReadAllText(FullPath(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw node.Wrong(name, e.Message);
        }
    }

    private string FullPath(string file) => Path.GetFullPath(file, Path.GetDirectoryName(_path) ?? "/");
}
