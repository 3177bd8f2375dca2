using System.Text.Json.Nodes;
using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Api.Json;
using MeshGate.Operator.Page;
using MeshGate.Page.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>
/// Who may see the topology page, asked of a real API server with the roles that the chart makes. The embedded one knows neither TokenReview nor
/// SubjectAccessReview.
/// </summary>
[Collection(RealCollection.Name)]
public sealed class PageGateTests(RealServer server) : Contract(server)
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string AskingRole = "meshgate-topology-page";
    private const string ViewingRole = "meshgate-topology-viewer";

    [Fact]
    public async Task Gate_LetsIn_WhomTheClusterKnowsAndLets()
    {
        using var client = InformerProbe.Connect(Server, ContractUser.Operator);
        await RemoveAsync(Admin);

        // The operator has no such rights unless the page is on: it cannot ask, and lets nobody in.
        Assert.Equal(PageVerdict.Unavailable, await AdmitAsync(client, Server.Token(ContractUser.Admin)));

        foreach (var document in Chart("templates/operator/page.yaml"))
        {
            await PostAsync(Admin, document["kind"]!.GetValue<string>() == "ClusterRole" ? "clusterroles" : "clusterrolebindings", document);
        }

        await InformerProbe.UntilAsync(
            async () => await AdmitAsync(client, Server.Token(ContractUser.Admin)) == PageVerdict.Admitted, "an administrator is let in");
        Assert.Equal(PageVerdict.Unknown, await AdmitAsync(client, "nobodys-token"));
        Assert.Equal(PageVerdict.Unknown, await AdmitAsync(client, null));
        Assert.Equal(PageVerdict.Forbidden, await AdmitAsync(client, Server.Token(ContractUser.Daemon)));

        await PostAsync(Admin, "clusterrolebindings", Binding());
        await InformerProbe.UntilAsync(
            async () => await AdmitAsync(client, Server.Token(ContractUser.Daemon)) == PageVerdict.Admitted, "who has the viewer's role is let in");

        await RemoveAsync(Admin);
    }

    // A gate believes an answer for a while: each question is a new one's.
    private static async Task<PageVerdict> AdmitAsync(IKubernetesClient client, string? token)
    {
        using var gate = new ReviewGate(client, TimeProvider.System, NullLogger<ReviewGate>.Instance);
        return await gate.AdmitAsync(token, Cancelled);
    }

    private static JsonObject Binding() => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "ClusterRoleBinding",
        ["metadata"] = new JsonObject { ["name"] = ViewingRole },
        ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = ViewingRole },
        ["subjects"] = new JsonArray(new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["name"] = $"{MeshGateApi.DaemonAccount}-{IContractServer.DaemonNode}",
            ["namespace"] = MeshGateApi.DefaultNamespace,
        }),
    };

    /// <summary>The objects of one of the chart's templates, as they are rendered where the page is on, in this server's namespaces.</summary>
    private static IEnumerable<JsonObject> Chart(string template)
    {
        var golden = File.ReadAllText(Path.Combine(Tree.ChartGoldens, "maximal.yaml"));
        return golden.Split("\n---\n")
            .Where(text => text.Contains($"# Source: meshgate/{template}", StringComparison.Ordinal))
            .Select(text => (JsonObject)YamlTree.ParseAll(text).Single())
            .Select(document =>
            {
                foreach (var subject in document["subjects"] as JsonArray ?? [])
                {
                    subject!["namespace"] = MeshGateApi.OperatorNamespace;
                }

                return document;
            });
    }

    private static async Task PostAsync(WireClient admin, string plural, JsonObject body) =>
        Assert.Equal(201, (await admin.PostAsync($"{Rbac}/{plural}", body.ToJsonString())).Code);

    private static async Task RemoveAsync(WireClient admin)
    {
        foreach (var path in (string[])[$"clusterroles/{AskingRole}", $"clusterroles/{ViewingRole}", $"clusterrolebindings/{AskingRole}", $"clusterrolebindings/{ViewingRole}"])
        {
            Assert.Contains((await admin.DeleteAsync($"{Rbac}/{path}")).Code, (int[])[200, 404]);
        }
    }
}
