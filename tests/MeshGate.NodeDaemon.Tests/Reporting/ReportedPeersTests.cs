using System.Net;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.Stun;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Reporting;

/// <summary>A node may know more peers than its status may list.</summary>
public sealed class ReportedPeersTests
{
    private const int Known = MeshNodeAgent.MaxPeers + 50;
    private readonly PrivateKey _key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));

    [Fact]
    public void Build_LeavesOutWhoSleeps_WhereThereAreTooManyPeers()
    {
        var peers = new PeerTable(_key);
        peers.Sync([.. Enumerable.Range(0, Known).Select(number => new PeerIdentity($"peer-{number:000}", NewKey(), [IPNetwork.Parse($"100.96.{number / 250}.{number % 250}/32")]))], TimeSpan.Zero);
        foreach (var session in peers.All.Take(Known - 10))
        {
            session.Checks = CheckList.Step(session.Checks, new CheckListEvent.Slept(), TimeSpan.Zero, () => default(TransactionId)).State;
        }

        var reported = new ReportBuilder(_key, new FakeTimeProvider()).Build(SampleFacts.Nothing, peers.All).Peers!;

        Assert.Equal(MeshNodeAgent.MaxPeers, reported.Count);
        Assert.Equal(10, reported.Count(peer => peer.Path != PeerPath.Asleep));
        Assert.Equal(reported.Select(peer => peer.Name).Order(StringComparer.Ordinal), reported.Select(peer => peer.Name));
    }

    private static PublicKey NewKey()
    {
        using var key = PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length));
        return key.PublicKey;
    }
}
