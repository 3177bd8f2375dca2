using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>What <c>config/admission</c> and <c>config/flowcontrol</c> do on servers that know them.</summary>
public abstract class AdmissionContract(IContractServer server) : Contract(server)
{
    private const string Own = IContractServer.DaemonNode;

    [ContractFact(Capability.AdmissionPolicies)]
    public async Task Daemon_WritesItsOwnReportAndLeaseOnly()
    {
        var other = NewName();
        await CreateNodeAsync(other);
        if ((await Admin.GetAsync($"{Nodes}/{Own}")).Code == 404)
        {
            await CreateNodeAsync(Own);
        }

        // A policy works some moments after it was made.
        const string Report = """{"status":{"agent":{"appliedRevision":"1"}}}""";
        await InformerProbe.UntilAsync(async () => (await Daemon.MergeAsync($"{Nodes}/{other}/status", Report)).Code == 403, "the policy works");
        AssertDenied(await Daemon.MergeAsync($"{Nodes}/{other}/status", Report), $"may not write the MeshNode of {other}");
        AssertDenied(await Daemon.MergeAsync($"{Nodes}/{Own}/status", """{"status":{"observedGeneration":9}}"""), "status.agent only");
        AssertDenied(await Daemon.PostAsync(Leases, Lease(other)), $"may not write the Lease of {other}");
        (await Daemon.MergeAsync($"{Nodes}/{Own}/status", Report)).Expect(200);
        (await Operator.MergeAsync($"{Nodes}/{other}/status", """{"status":{"observedGeneration":1}}""")).Expect(200);
    }

    [ContractFact(Capability.FlowControl)]
    public async Task Daemon_HasAFlowOfItsOwn()
    {
        var schema = (await Admin.GetAsync("/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/meshgate-noded")).Expect(200);
        using var http = new HttpClient(WireClient.Handler(Server.AuthorityPem)) { BaseAddress = Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Server.Token(ContractUser.Daemon));

        await InformerProbe.UntilAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri($"{Nodes}?limit=1", UriKind.Relative), Cancelled);
                return answer.Headers.GetValues("X-Kubernetes-PF-FlowSchema-UID").Single() == (string?)schema["metadata.uid"];
            },
            "the daemon's requests are counted to its FlowSchema");
    }

    private static void AssertDenied(WireAnswer answer, string why)
    {
        Assert.Equal("Forbidden", answer.Expect(403).Reason);
        Assert.Contains(why, answer.Message, StringComparison.Ordinal);
    }
}
