using System.Net;
using MeshGate.NodeDaemon.Tests.Fakes;

namespace MeshGate.NodeDaemon.Tests.Agent;

/// <summary>Two whole daemons, a and b, on fake machines that are joined by a fake network.</summary>
public abstract class TwoDaemons : IAsyncLifetime
{
    protected TwoDaemons()
    {
        A = Make("a", "198.51.100.1", new FakeMachine());
        B = Make("b", "198.51.100.2", new FakeMachine());
    }

    private protected AgentRig A { get; private set; }

    private protected AgentRig B { get; }

    private protected FakeWireGuardPeer PeerOfA => A.Machine.Peer(B.PublicKey)!;

    private protected DaemonClock Time { get; } = new();

    private protected FakeNetwork Network { get; } = new();

    private protected FakeKubernetes Api { get; } = new();

    /// <summary>Where both keep what they save.</summary>
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("meshgate-agent-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string? Condition(string type) => Api.Node("a")!.Status.Agent?.Conditions?.Single(condition => condition.Type == type).Status;

    private protected async Task StartAsync()
    {
        Api.Put(AgentRig.Node("a", "100.96.0.1", "1", B));
        Api.Put(AgentRig.Node("b", "100.96.0.2", "2", A));
        await A.StartAsync();
        await B.StartAsync();
    }

    private protected async Task ConnectAsync()
    {
        await StartAsync();
        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)?.Endpoint is not null && B.Machine.Peer(A.PublicKey)?.Endpoint is not null, "both have a path");
        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        B.Machine.Handshake(A.PublicKey, Time.GetUtcNow());
        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)!.Keepalive == "10", "keepalives run");
    }

    /// <summary>Ends a and starts it on the same machine.</summary>
    private protected async Task RestartAsync()
    {
        await A.DisposeAsync();
        A = Make("a", "198.51.100.1", A.Machine);
        await A.StartAsync();
    }

    private AgentRig Make(string name, string address, FakeMachine machine)
        => new(name, IPAddress.Parse(address), Path.Combine(Folder, name), machine, Network, Api, Time);
}
