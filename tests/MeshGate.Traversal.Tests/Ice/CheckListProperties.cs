using FsCheck.Xunit;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

[Properties(MaxTest = 300)]
public sealed class CheckListProperties
{
    private const int Networks = 3;
    private static readonly TimeSpan LossEnds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(120);

    [Property]
    public void Step_LeadsBothEndsToOneWorkingPath_WhereverThereIsOne(int seed, byte lossPercent)
    {
        var (pair, works) = Run(seed, lossPercent);
        if (!works.Any(network => network))
        {
            Assert.Empty(pair.A.Used);
            Assert.Empty(pair.B.Used);
            return;
        }

        Assert.Equal(CheckListPhase.Connected, pair.A.State.Phase);
        Assert.Equal(CheckListPhase.Connected, pair.B.State.Phase);
        var network = SimulatedEnd.NetworkOf(pair.A.State.Selected!);
        Assert.True(works[network]);
        Assert.Equal(pair.B.Seen(network), pair.A.State.Selected);
        Assert.Equal(pair.A.Seen(network), pair.B.State.Selected);
    }

    [Property]
    public void Step_NeverUsesAnAddress_ThatDidNotAnswer(int seed, byte lossPercent)
    {
        var (pair, _) = Run(seed, lossPercent);

        Assert.All(pair.A.Used, address => Assert.Contains(address, pair.A.AnsweredFrom));
        Assert.All(pair.B.Used, address => Assert.Contains(address, pair.B.AnsweredFrom));
    }

    [Property]
    public void Step_SendsABoundedNumberOfChecks_InEverySecond(int seed, byte lossPercent)
    {
        var (pair, works) = Run(seed, lossPercent);
        foreach (var sent in new[] { pair.A.Sent, pair.B.Sent })
        {
            // At most ten of its own accord and ten triggered, for each address.
            Assert.All(sent.GroupBy(check => ((int)check.At.TotalSeconds, check.To)), second => Assert.InRange(second.Count(), 1, 21));

            // Later on: one of its own in each interval, and one for each of the peer's.
            var consents = 2 * (int)((End / 2 / CheckListTimers.Consent) + 1);
            var settled = sent.Count(check => check.At >= End / 2);
            Assert.InRange(settled, 0, works.Any(network => network) ? consents : 4 * Networks);
        }
    }

    [Property]
    public void Step_LeadsBothEndsOverTheRelayToADirectPath_WhereverThereIsOne(int seed, byte lossPercent)
    {
        var random = new Random(seed);
        Reachability[] ofA = [.. random.GetItems(Enum.GetValues<Reachability>(), Networks - 1), Reachability.Open];
        Reachability[] ofB = [.. random.GetItems(Enum.GetValues<Reachability>(), Networks - 1), Reachability.Open];
        var pair = new SimulatedPair(ofA, ofB, seed, lossPercent % 60 / 100.0, relay: Networks - 1);

        pair.Run(LossEnds, End);

        var works = ofA.Zip(ofB, Works).ToList();
        var isDirect = works[..(Networks - 1)].Contains(true);
        foreach (var selected in new[] { pair.A.State.Selected, pair.B.State.Selected })
        {
            Assert.NotNull(selected);
            var network = SimulatedEnd.NetworkOf(selected);
            Assert.True(works[network]);
            Assert.Equal(isDirect, network != Networks - 1);
        }
    }

    private static (SimulatedPair Pair, bool[] Works) Run(int seed, byte lossPercent)
    {
        var random = new Random(seed);
        var ofA = random.GetItems(Enum.GetValues<Reachability>(), Networks);
        var ofB = random.GetItems(Enum.GetValues<Reachability>(), Networks);
        var pair = new SimulatedPair(ofA, ofB, seed, lossPercent % 60 / 100.0);
        pair.Run(LossEnds, End);
        return (pair, [.. ofA.Zip(ofB, Works)]);
    }

    private static bool Works(Reachability one, Reachability other) => (one, other) switch
    {
        (Reachability.Dead, _) or (_, Reachability.Dead) => false,
        (Reachability.Remapped, _) => other == Reachability.Open,
        (_, Reachability.Remapped) => one == Reachability.Open,
        _ => true,
    };
}
