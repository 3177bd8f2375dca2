using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Tls;

namespace MeshGate.Lab.Api;

/// <summary>Writes kubeconfig files.</summary>
public static class Kubeconfig
{
    /// <summary>Writes a kubeconfig for its owner alone, since it holds the token. The file is JSON, which is YAML too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="caCertificatePem">The authority that signed the server's certificate.</param>
    /// <param name="user">The user's name, for display.</param>
    /// <param name="token">The user's token.</param>
    public static void Write(string path, Uri server, string caCertificatePem, string user, string token)
    {
        var config = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = Named("cluster", "meshgate-lab", new JsonObject
            {
                ["server"] = server.GetLeftPart(UriPartial.Authority),
                ["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(caCertificatePem)),
            }),
            ["users"] = Named("user", user, new JsonObject { ["token"] = token }),
            ["contexts"] = Named("context", "meshgate-lab", new JsonObject { ["cluster"] = "meshgate-lab", ["user"] = user }),
            ["current-context"] = "meshgate-lab",
        };
        OwnerFile.Write(path, JsonTree.ToText(config) + "\n");
    }

    private static JsonArray Named(string kind, string name, JsonObject value) => [(JsonNode)new JsonObject { ["name"] = name, [kind] = value }];
}
