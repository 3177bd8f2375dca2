using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.Discovery;

/// <summary>A discovery with a clock of its own, and everything that it did.</summary>
internal sealed class DiscoveryRun
{
    private int _transactions;

    public StunDiscoveryState State { get; private set; } = StunDiscoveryState.Initial;

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public List<(TimeSpan At, StunDiscoveryEffect Effect)> Log { get; } = [];

    public StunDiscoveryResult Result => Assert.Single(Log.Select(l => l.Effect).OfType<StunDiscoveryCompleted>()).Result;

    public static StunServer Server(string endpoint, string? name = null) => new(name ?? endpoint, IPEndPoint.Parse(endpoint));

    public DiscoveryRun Start(string[] servers, params string[] local)
    {
        Log.Clear();
        ImmutableArray<TransactionId> ids = [.. servers.Select(_ => Id(++_transactions))];
        return Do(new StunDiscoveryStart([.. servers.Select(s => Server(s))], ids, [.. local.Select(IPEndPoint.Parse)]));
    }

    public DiscoveryRun Answer(string server, string mapped) => Reply(server, IPEndPoint.Parse(mapped), null);

    public DiscoveryRun Fail(string server, string failure) => Reply(server, null, failure);

    public DiscoveryRun Reply(string server, IPEndPoint? mapped, string? failure, string? from = null)
    {
        StunProbe probe = State.Probes.Single(p => p.Server.Name == server);
        return Do(new StunResponseReceived(new BindingResponse(probe.Transaction, mapped, failure), IPEndPoint.Parse(from ?? server)));
    }

    public DiscoveryRun Do(StunDiscoveryEvent input)
    {
        (State, ImmutableArray<StunDiscoveryEffect> effects) = StunDiscovery.Step(State, input, Now);
        Log.AddRange(effects.Select(e => (Now, e)));
        return this;
    }

    /// <summary>Lets time pass, with a tick whenever one is due.</summary>
    public DiscoveryRun Wait(double milliseconds)
    {
        TimeSpan end = Now + TimeSpan.FromMilliseconds(milliseconds);
        while (State.NextDue is { } due && due <= end)
        {
            Assert.True(due > Now, "A tick is due again at the very same time.");
            Now = due;
            Do(StunDiscoveryTick.Instance);
        }

        Now = end;
        return this;
    }

    /// <summary>Lets time pass without a tick, as on a machine that was suspended.</summary>
    public DiscoveryRun Sleep(double milliseconds)
    {
        Now += TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    public double[] SendTimes(string server, TimeSpan start) =>
    [
        .. Log.Where(l => l.Effect is SendStunRequest send && send.To.Equals(IPEndPoint.Parse(server))).Select(l => (l.At - start).TotalMilliseconds),
    ];

    public bool IsComplete => Log.Any(l => l.Effect is StunDiscoveryCompleted);

    public static TransactionId Id(int value)
    {
        byte[] bytes = new byte[TransactionId.Length];
        BitConverter.TryWriteBytes(bytes, value);
        return TransactionId.FromBytes(bytes);
    }
}
