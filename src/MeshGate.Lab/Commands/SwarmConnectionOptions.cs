using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Lab.Commands;

/// <summary>How a command is told which API server to use. A secret is only ever in a file.</summary>
internal sealed class SwarmConnectionOptions
{
    private readonly Option<FileInfo?> _kubeconfig = new("--kubeconfig") { Description = "kubeconfig file of an API server", HelpName = "FILE" };
    private readonly Option<Uri?> _server = new("--server") { Description = "Address of an API server, with --ca and --token-file; or another address for the kubeconfig's", HelpName = "URL" };
    private readonly Option<FileInfo?> _authority = new("--ca") { Description = "Certificate authority of --server, PEM", HelpName = "FILE" };
    private readonly Option<FileInfo?> _token = new("--token-file") { Description = "File with the bearer token for --server", HelpName = "FILE" };

    internal void AddTo(Command command)
    {
        _server.CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
            {
                return address;
            }

            result.AddError("--server takes an http or https address");
            return null;
        };
        command.Add(_kubeconfig);
        command.Add(_server);
        command.Add(_authority);
        command.Add(_token);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_server) is null && (result.GetValue(_authority) ?? result.GetValue(_token)) is not null)
            {
                result.AddError("--ca and --token-file go with --server");
            }
        });
    }

    /// <summary>The connection; null where none is named.</summary>
    internal KubernetesConnection? Read(ParseResult result)
    {
        var file = result.GetValue(_kubeconfig) is { } kubeconfig ? KubernetesConnection.FromKubeconfig(kubeconfig.FullName) : null;
        if (result.GetValue(_server) is not { } server)
        {
            return file;
        }

        return new KubernetesConnection
        {
            Server = server,
            CertificateAuthorities = result.GetValue(_authority) is { } authority ? Load(authority) : file?.CertificateAuthorities,
            BearerTokenFile = result.GetValue(_token)?.FullName ?? file?.BearerTokenFile,
            BearerToken = result.GetValue(_token) is null ? file?.BearerToken : null,
            ClientCertificate = result.GetValue(_token) is null ? file?.ClientCertificate : null,
            TlsServerName = file?.TlsServerName,
        };
    }

    private static X509Certificate2Collection Load(FileInfo file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file.FullName);
            return authorities;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException($"{file}: {e.Message}", e);
        }
    }
}
