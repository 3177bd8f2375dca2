using System.Collections.Immutable;
using System.Net;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

/// <summary>A port mapper, its router and a clock.</summary>
internal sealed class PortMapperRun
{
    public static readonly PortMapperTarget Target = new(
        SimulatedRouter.Address, IPAddress.Parse("100.64.0.10"), 51820, MappingNonce.FromBytes("0123456789ab"u8));

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private readonly List<(TimeSpan At, PortMapperEvent Event)> _coming = [];

    public SimulatedRouter Router { get; } = new();

    public PortMapperState State { get; set; } = PortMapperState.Initial;

    public TimeSpan Now { get; private set; }

    public List<PortMapperEffect> Effects { get; } = [];

    public PortMappingReport Report => State.Told!;

    public IEnumerable<byte[]> Sent => Effects.OfType<PortMapperEffect.Send>().Select(send => send.Datagram.ToArray());

    public void Want(PortMapperTarget? target) => Feed(new PortMapperEvent.Wanted(target));

    public void Feed(PortMapperEvent happened)
    {
        (State, ImmutableArray<PortMapperEffect> effects) = PortMapper.Step(State, happened, Now);
        Effects.AddRange(effects);
        foreach (PortMapperEffect effect in effects)
        {
            switch (effect)
            {
                case PortMapperEffect.Send send when Router.Answer(send.Datagram.Span, Now) is { } answer:
                    _coming.Add((Now + Latency, new PortMapperEvent.DatagramReceived(new IPEndPoint(RouterAddress, PcpCodec.ServerPort), answer)));
                    break;
                case PortMapperEffect.MapByUpnp map:
                    _coming.Add((Now + Latency, new PortMapperEvent.UpnpAnswered(map.Number, map.Target, Router.AnswerUpnp(map))));
                    break;
                case PortMapperEffect.UnmapByUpnp unmap when Router.Mapped == unmap.Target.InternalPort:
                    Router.Mapped = null;
                    break;
            }
        }
    }

    /// <summary>Lets time pass, step by step to whatever comes or is due.</summary>
    public void Run(TimeSpan span)
    {
        TimeSpan end = Now + span;
        for (int i = 0; i < 100_000; i++)
        {
            _coming.Sort((a, b) => a.At.CompareTo(b.At));
            TimeSpan? arrival = _coming.Count > 0 ? _coming[0].At : null;
            TimeSpan next = new[] { arrival ?? end, State.NextDue ?? end, end }.Min();
            Now = next > Now ? next : Now;
            if (arrival <= Now)
            {
                PortMapperEvent happened = _coming[0].Event;
                _coming.RemoveAt(0);
                Feed(happened);
            }
            else if (State.NextDue <= Now)
            {
                Feed(PortMapperEvent.Tick.Instance);
                Assert.True(State.NextDue is null || State.NextDue > Now, "A due time that does not move on would be a busy loop.");
            }
            else
            {
                return;
            }
        }

        Assert.Fail("It never came to rest.");
    }

    private static IPAddress RouterAddress => SimulatedRouter.Address;
}
