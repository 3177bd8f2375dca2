namespace MeshGate.Lab.Machines;

/// <summary>Writes kubeconfig files.</summary>
internal static class Kubeconfig
{
    internal static string Write(Uri server, string authorityFile, string user, string token) => $"""
        apiVersion: v1
        kind: Config
        clusters:
          - name: lab
            cluster:
              server: {server.GetLeftPart(UriPartial.Authority)}
              certificate-authority-data: {Convert.ToBase64String(File.ReadAllBytes(authorityFile))}
        users:
          - name: {user}
            user:
              token: {token}
        contexts:
          - name: lab
            context:
              cluster: lab
              user: {user}
        current-context: lab

        """;
}
