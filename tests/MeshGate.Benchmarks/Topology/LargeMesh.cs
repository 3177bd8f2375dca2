using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;

namespace MeshGate.Benchmarks.Topology;

/// <summary>
/// A mesh of any size under the default policy: one region for each thousand nodes, four at least, three zones in each; every eleventh
/// node may be a hub and every seventh a relay; each measured 20 others of its region.
/// </summary>
internal sealed class LargeMesh
{
    private const int Measured = 20;

    private readonly MeshNetwork _network;
    private readonly int _regions;

    public LargeMesh(int count)
    {
        _network = MeshNetwork.TryParse(["100.64.0.0/10"], out MeshNetwork? network, out string? error) ? network : throw new InvalidOperationException(error);
        _regions = Math.Max(4, count / 1000);
        Snapshot = new MeshSnapshot(_network, [.. Enumerable.Range(0, count).Select(number => Node(number, count))]);
    }

    public MeshSnapshot Snapshot { get; }

    /// <summary>A node that is not in it; each number gives another.</summary>
    public MeshNodeSnapshot Newcomer(int number) => Node(Snapshot.Nodes.Length + number, Snapshot.Nodes.Length);

    private MeshNodeSnapshot Node(int number, int count) => new()
    {
        Name = Name(number),
        Created = new CreationOrder(DateTime.UnixEpoch.AddSeconds(number), Name(number)),
        Addresses = [_network.Ranges[0].At((UInt128)(number + 1)).ToString()],
        PublicKey = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Name(number)))),
        Place = new NodePlace($"region-{number % _regions}", $"zone-{number / _regions % 3}", null),
        Spec = new() { Roles = number % 11 == 0 ? [NodeRole.Hub] : [] },
        Relay = number % 7 == 0 ? new RelaySnapshot(40000, 40099) { IsReached = true } : null,
        Measurements = [.. Enumerable.Range(1, Measured).Select(peer => new PeerMeasurement(Name((number + (peer * _regions)) % count), number * peer % 97))],
    };

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"node-{number:d5}");
}
