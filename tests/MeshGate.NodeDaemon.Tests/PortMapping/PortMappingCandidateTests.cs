using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Tests.PortMapping;

namespace MeshGate.NodeDaemon.Tests.PortMapping;

/// <summary>What a whole daemon makes of a port that its router lends.</summary>
public sealed class PortMappingCandidateTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-mapping-").FullName;
    private readonly DaemonClock _time = new();
    private readonly FakeKubernetes _api = new();
    private readonly AgentRig _rig;

    public PortMappingCandidateTests()
    {
        _rig = new AgentRig("a", FakeRouter.Home.Local, _directory, new FakeMachine(), new FakeNetwork(), _api, _time);
        _rig.Router.Gateway = FakeRouter.Home;
    }

    [Fact]
    public async Task Report_HasTheLentPort_AmongTheCandidates()
    {
        await StartAsync();
        await _time.UntilAsync(() => Agent?.PortMapping?.ExternalAddress is not null, "the port is reported");
        await _time.UntilAsync(() => Agent?.Candidates is not null, "candidates are reported");

        Assert.Equal(PortMappingKind.Pcp, Agent!.PortMapping!.Protocol);
        Assert.Contains(new Candidate { Type = CandidateType.PortMapped, Address = "203.0.113.10:51820" }, Agent.Candidates!);
    }

    [Fact]
    public async Task Report_KeepsAPrivateOutsideAddress_FromTheCandidates()
    {
        _rig.Router.Outside = IPAddress.Parse("192.168.7.7");
        await StartAsync();
        await _time.UntilAsync(() => Agent?.PortMapping?.ExternalAddress is not null, "the port is reported");
        await _time.UntilAsync(() => Agent?.Candidates is not null, "candidates are reported");

        Assert.DoesNotContain(Agent!.Candidates!, candidate => candidate.Type == CandidateType.PortMapped);
        Assert.Contains("another NAT stands before it", Agent.PortMapping!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_IsGivenBack_WhenTheMeshNodeIsDeleted()
    {
        await StartAsync();
        await _time.UntilAsync(() => _rig.Router.Mapped == 51820, "the port is mapped");

        var leaving = AgentRig.Node("a", "100.96.0.1", "r1");
        leaving.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        _api.Put(leaving);
        _api.Remove("a");

        await _time.UntilAsync(() => _rig.Router.Mapped is null, "the port is given back");
    }

    [Fact]
    public async Task Port_IsNotAskedFor_WhenThePolicySaysSo()
    {
        var node = AgentRig.Node("a", "100.96.0.1", "r1");
        node.Status.Assignment!.Settings.PortMapping = false;
        await StartAsync(node);

        await _time.UntilAsync(() => Agent?.PortMapping?.Reason == "natTraversal.portMapping is off", "the reason is reported");
        Assert.Empty(_rig.Router.Nonces);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private MeshNodeAgent? Agent => _api.Node("a")?.Status?.Agent;

    private async Task StartAsync(MeshNode? node = null)
    {
        _api.Put(node ?? AgentRig.Node("a", "100.96.0.1", "r1"));
        await _rig.StartAsync();
    }
}
