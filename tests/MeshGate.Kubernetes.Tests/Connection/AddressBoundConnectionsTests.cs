using System.Net;
using System.Net.Sockets;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Kubernetes.Tests.Connection;

public sealed class AddressBoundConnectionsTests : IDisposable
{
    private readonly AddressBoundConnections _connections = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AddressBoundConnectionsTests() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        _connections.Dispose();
    }

    [Fact]
    public async Task EndLost_LeavesAConnectionAlone_WhenItsAddressIsStillThere()
    {
        var stream = await ConnectAsync();

        _connections.EndLost(IPAddress.Loopback.Equals);

        await stream.WriteAsync("still there"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(1, _connections.Count);
    }

    [Fact]
    public async Task Watch_ForgetsAConnection_WhenItsStreamIsDisposedOf()
    {
        var stream = await ConnectAsync();

        await stream.DisposeAsync();

        Assert.Equal(0, _connections.Count);
    }

    [Fact]
    public async Task EndLost_FailsWhatIsUnderWay_WhenTheAddressIsGone()
    {
        await using var stream = await ConnectAsync();
        var reading = stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        _connections.EndLost(IPAddress.Parse("192.0.2.1").Equals);

        await Assert.ThrowsAnyAsync<IOException>(() => reading);
    }

    private async Task<Stream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_listener.LocalEndpoint, TestContext.Current.CancellationToken);
        return _connections.Watch(socket);
    }
}
