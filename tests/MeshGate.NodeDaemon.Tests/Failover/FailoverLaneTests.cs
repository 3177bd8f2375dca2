using System.Net;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Failover;

public sealed class FailoverLaneTests : IProcessRunner
{
    private static readonly IPEndPoint Relay = IPEndPoint.Parse("192.0.2.9:40001");

    private readonly List<string> _commands = [];

    public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        lock (_commands)
        {
            _commands.Add(file == "nft" ? $"nft {input!.Split('\n').Count(line => line.StartsWith("add", StringComparison.Ordinal))}" : $"{file} {string.Join(' ', arguments)}");
        }

        return Task.FromResult(new ProcessResult(file == "nft" ? 1 : 0, string.Empty, "no such thing"));
    }

    [Fact]
    public async Task RunAsync_MovesTogetherWhatWaits_AndSaysSo_EvenWithoutNftables()
    {
        var lane = new FailoverLane(new WgTool("mesh0", this, TimeProvider.System), new PinTable("mesh0", this, TimeProvider.System), TimeProvider.System, NullLogger<FailoverLane>.Instance) { Port = 51820 };
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (one, other) = (Key(1), Key(2));
        lane.Move(one, Relay, () => { });
        lane.Pin(IPEndPoint.Parse("192.0.2.1:51820"), Relay, TimeSpan.FromSeconds(8));
        lane.Unpin(Relay);
        lane.Move(other, Relay, done.SetResult);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = lane.RunAsync(stop.Token);

        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal($"wg set mesh0 peer {one} endpoint {Relay} peer {other} endpoint {Relay}", Assert.Single(_commands, command => command.StartsWith("wg", StringComparison.Ordinal)));
        Assert.Equal(["nft 0", "nft 1", "nft 0"], _commands.Where(command => command.StartsWith("nft", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_GivesNetworksToTheirNewOwner_TheLastOneOfEachCounting()
    {
        var lane = new FailoverLane(new WgTool("mesh0", this, TimeProvider.System), new PinTable("mesh0", this, TimeProvider.System), TimeProvider.System, NullLogger<FailoverLane>.Instance);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (one, other) = (Key(1), Key(2));
        lane.Allow(one, [IPNetwork.Parse("100.96.0.1/32")]);
        lane.Allow(one, [IPNetwork.Parse("100.96.0.1/32"), IPNetwork.Parse("10.50.0.0/24")]);
        lane.Move(other, Relay, done.SetResult);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = lane.RunAsync(stop.Token);

        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal([$"wg set mesh0 peer {other} endpoint {Relay}", $"wg set mesh0 peer {one} allowed-ips 100.96.0.1/32,10.50.0.0/24"], _commands.Where(command => command.StartsWith("wg", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_ClearsTheTable_WhenTheLastPinIsOver_AndGoesOn()
    {
        var time = new FakeTimeProvider();
        var lane = new FailoverLane(new WgTool("mesh0", this, time), new PinTable("mesh0", this, time), time, NullLogger<FailoverLane>.Instance) { Port = 51820 };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = lane.RunAsync(stop.Token);
        lane.Pin(IPEndPoint.Parse("192.0.2.1:51820"), Relay, TimeSpan.FromSeconds(8));
        await time.UntilAsync(() => Tables().Length == 2, "the pin is made");
        lane.Pin(IPEndPoint.Parse("192.0.2.2:51820"), Relay, TimeSpan.FromSeconds(30));
        await time.UntilAsync(() => Tables().Length == 3, "another is");
        await time.RunAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(["nft 0", "nft 1", "nft 2"], Tables());
        await time.UntilAsync(() => Tables().Length == 4, "the table is cleared");
        await time.RunAsync(TimeSpan.FromSeconds(15));
        lane.Pin(IPEndPoint.Parse("192.0.2.3:51820"), Relay, TimeSpan.FromSeconds(8));
        await time.UntilAsync(() => Tables().Length == 5, "one more is made");
        Assert.Equal(["nft 0", "nft 1", "nft 2", "nft 0", "nft 1"], Tables());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private string[] Tables()
    {
        lock (_commands)
        {
            return [.. _commands.Where(command => command.StartsWith("nft", StringComparison.Ordinal))];
        }
    }

    private static PublicKey Key(byte seed)
    {
        var bytes = new byte[32];
        bytes[0] = seed;
        return PublicKey.TryParse(Convert.ToBase64String(bytes), out var key) ? key : throw new InvalidOperationException();
    }
}
