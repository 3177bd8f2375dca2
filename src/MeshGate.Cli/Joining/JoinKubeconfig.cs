using System.Text;

namespace MeshGate.Cli.Joining;

/// <summary>The kubeconfig file of one daemon.</summary>
/// <param name="Server">The API server as that machine reaches it.</param>
/// <param name="CertificateAuthority">Its authorities in PEM; null for those that the machine's system trusts.</param>
/// <param name="TlsServerName">The name in the server's certificate, where it differs from the address; null where not.</param>
/// <param name="Node">The MeshNode.</param>
/// <param name="Token">The account's token.</param>
public sealed record JoinKubeconfig(Uri Server, string? CertificateAuthority, string? TlsServerName, string Node, string Token)
{
    /// <summary>The file. It holds a secret.</summary>
    public string Write()
    {
        var text = new StringBuilder()
            .AppendLine("apiVersion: v1")
            .AppendLine("kind: Config")
            .AppendLine("current-context: meshgate")
            .AppendLine("contexts:")
            .AppendLine("- name: meshgate")
            .AppendLine("  context: { cluster: meshgate, user: meshgate }")
            .AppendLine("clusters:")
            .AppendLine("- name: meshgate")
            .AppendLine("  cluster:")
            .Append("    server: ").AppendLine(Quoted(Server.ToString().TrimEnd('/')));
        if (TlsServerName is not null)
        {
            text.Append("    tls-server-name: ").AppendLine(Quoted(TlsServerName));
        }

        if (CertificateAuthority is not null)
        {
            text.Append("    certificate-authority-data: ").AppendLine(Convert.ToBase64String(Encoding.ASCII.GetBytes(CertificateAuthority)));
        }

        return text
            .AppendLine("users:")
            .AppendLine("- name: meshgate")
            .AppendLine("  user:")
            .Append("    token: ").AppendLine(Quoted(Token))
            .ToString();
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"kubeconfig of {Node}";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
