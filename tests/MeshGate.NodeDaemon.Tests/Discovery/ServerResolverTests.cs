using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Discovery;

public sealed class ServerResolverTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerResolver _resolver;
    private readonly Task _running;
    private volatile IReadOnlyList<ResolvedServer>? _resolved;
    private volatile bool _isAway;

    public ServerResolverTests()
    {
        _resolver = new ServerResolver(_time, (host, _) => _isAway || host == "nowhere.example"
            ? Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))
            : Task.FromResult<IPAddress[]>([IPAddress.Parse("203.0.113.9")]));
        _running = _resolver.RunAsync(servers => _resolved = servers, _stop.Token);
    }

    [Theory]
    [InlineData("stun.example:3479", "203.0.113.9:3479")]
    [InlineData("stun.example", "203.0.113.9:3478")]
    [InlineData("192.0.2.1:3478", "192.0.2.1:3478")]
    [InlineData("[2001:db8::1]:3478", "[2001:db8::1]:3478")]
    public async Task Request_GivesTheAddress_WhenThereIsOne(string name, string address)
        => Assert.Equal(IPEndPoint.Parse(address), Assert.Single((await ResolveAsync(name)).Addresses));

    [Theory]
    [InlineData(":3478")]
    [InlineData("")]
    [InlineData("stun.example:0")]
    [InlineData("a b:1")]
    [InlineData("nowhere.example:3478")]
    public async Task Request_SaysWhy_WhenThereIsNone(string name)
    {
        var server = await ResolveAsync(name);

        Assert.Empty(server.Addresses);
        Assert.NotNull(server.Problem);
    }

    [Fact]
    public async Task Request_GivesTheLastAddresses_WhenTheNameServiceIsAway()
    {
        await ResolveAsync("stun.example:3478");
        _isAway = true;
        _resolved = null;

        var server = await ResolveAsync("stun.example:3478");

        Assert.Equal(IPEndPoint.Parse("203.0.113.9:3478"), Assert.Single(server.Addresses));
        Assert.NotNull(server.Problem);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _resolver.Dispose();
        _stop.Dispose();
    }

    private async Task<ResolvedServer> ResolveAsync(string name)
    {
        _resolver.Request([name]);
        await _time.UntilAsync(() => _resolved is not null, "it is resolved");
        return Assert.Single(_resolved!);
    }
}
