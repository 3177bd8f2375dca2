using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Tests.Swarm;

public sealed class SimulatedMachineTests
{
    private static readonly SimulatedMachine[] Many = [.. Enumerable.Range(1, 2000).Select(i => SimulatedMachine.Of(7, $"swarm-{i:D4}"))];

    [Fact]
    public void Of_IsTheSameMachine_WhenSeedAndNameAreEqual()
    {
        var again = SimulatedMachine.Of(7, "swarm-0001");

        Assert.Equal(Many[0] with { Candidates = [] }, again with { Candidates = [] });
        Assert.Equal(Many[0].Candidates, again.Candidates);
        Assert.NotEqual(Many[0].PublicKey, SimulatedMachine.Of(8, "swarm-0001").PublicKey);
    }

    [Fact]
    public void Of_GivesEveryMachineAKeyOfItsOwn()
    {
        Assert.Equal(Many.Length, Many.Select(machine => machine.PublicKey).Distinct().Count());
        Assert.All(Many, machine => Assert.True(PublicKey.TryParse(machine.PublicKey, out _)));
    }

    [Fact]
    public void Of_GivesCandidatesThatTheApiTakes()
        => Assert.All(Many.SelectMany(machine => machine.Candidates), candidate => Assert.True(IPEndPoint.TryParse(candidate.Address, out var address) && address.Port > 0, candidate.Address));

    [Fact]
    public void Of_MixesRegionsAndNats()
    {
        Assert.Equal(Region.All.Count, Many.Select(machine => machine.Region).Distinct().Count());
        Assert.Equal(6, Many.Select(machine => machine.Nat).Distinct().Count());
        Assert.InRange(Many.Count(machine => machine.Nat == NatKind.PortRestricted), 0.38 * Many.Length, 0.48 * Many.Length);
        Assert.InRange(Many.Count(machine => machine.Mapping == NatMapping.AddressAndPortDependent), 0.09 * Many.Length, 0.15 * Many.Length);
    }
}
