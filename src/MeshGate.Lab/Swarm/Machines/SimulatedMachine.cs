using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Nat;

namespace MeshGate.Lab.Swarm.Machines;

/// <summary>
/// A machine that exists only in what its daemon would say of it. Everything follows from seed and name, so that any process knows any
/// machine of the swarm.
/// </summary>
/// <param name="Name">The name of its MeshNode.</param>
/// <param name="PublicKey">Its WireGuard public key, base64.</param>
/// <param name="Region">Where it stands.</param>
/// <param name="AccessLatency">From the machine to its region's backbone, one way.</param>
/// <param name="Nat">The NAT in front of it; null for none.</param>
/// <param name="ApplyTime">How long its daemon takes to apply an assignment.</param>
/// <param name="DiscoveryTime">How long its daemon's first discovery takes.</param>
/// <param name="Candidates">Where peers may reach it, best first.</param>
public sealed record SimulatedMachine(
    string Name,
    string PublicKey,
    Region Region,
    TimeSpan AccessLatency,
    NatKind? Nat,
    TimeSpan ApplyTime,
    TimeSpan DiscoveryTime,
    IReadOnlyList<Candidate> Candidates)
{
    /// <summary>WireGuard's port on every simulated machine.</summary>
    public const int ListenPort = 51820;

    /// <summary>Which share of the machines is behind which NAT: a mix of clouds, offices, homes and mobile carriers.</summary>
    private static readonly (double Share, NatKind? Nat)[] Mix =
    [
        (0.20, null),
        (0.10, NatKind.FullCone),
        (0.12, NatKind.AddressRestricted),
        (0.43, NatKind.PortRestricted),
        (0.12, NatKind.Symmetric),
        (0.03, NatKind.UdpBlocked),
    ];

    /// <summary>Blocked UDP is found out by silence alone.</summary>
    private static readonly TimeSpan SilentDiscovery = TimeSpan.FromSeconds(3);

    /// <summary>How the NAT maps, as the daemon's discovery would find (RFC 4787, section 4.1).</summary>
    public NatMapping Mapping => Nat switch
    {
        null => NatMapping.None,
        NatKind.Symmetric => NatMapping.AddressAndPortDependent,
        NatKind.UdpBlocked => NatMapping.Unknown,
        _ => NatMapping.EndpointIndependent,
    };

    /// <summary>The machine of a name.</summary>
    public static SimulatedMachine Of(int seed, string name)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{name}")));
        var key = Convert.ToBase64String(SHA256.HashData(digest));
        var random = new Random(BinaryPrimitives.ReadInt32LittleEndian(digest));
        var region = Region.All[random.Next(Region.All.Count)];
        var access = TimeSpan.FromMilliseconds(0.3 - (4 * Math.Log(1 - random.NextDouble())));
        var nat = Pick(random.NextDouble());
        var apply = TimeSpan.FromMilliseconds(20 + (60 * random.NextDouble()));
        var discovery = nat == NatKind.UdpBlocked ? SilentDiscovery : TimeSpan.FromMilliseconds(40 + (160 * random.NextDouble()));
        return new SimulatedMachine(name, key, region, access, nat, apply, discovery, CandidatesOf(digest, nat));
    }

    private static NatKind? Pick(double share)
    {
        foreach (var (part, nat) in Mix)
        {
            if ((share -= part) < 0)
            {
                return nat;
            }
        }

        return null;
    }

    private static Candidate[] CandidatesOf(byte[] digest, NatKind? nat)
    {
        var (a, b, c, d) = (digest[8], digest[9], digest[10], digest[11]);
        var global = Candidate(CandidateType.Host, $"[2001:db8:{a:x}:{b:x}::{c:x}{d:x2}]", ListenPort);

        // Documentation and benchmarking ranges: nothing of the swarm ever names an address that somebody owns.
        var outside = $"198.{18 + (a & 1)}.{b}.{c}";
        if (nat is null)
        {
            return [Candidate(CandidateType.Host, outside, ListenPort), global];
        }

        var inside = Candidate(CandidateType.Host, $"192.168.{d}.{Math.Max((int)c, 1)}", ListenPort);
        return nat == NatKind.UdpBlocked
            ? [inside]
            : [inside, Candidate(CandidateType.ServerReflexive, outside, 1024 + (((d << 8) | a) % 60000)), .. (a & 6) == 0 ? [global] : Array.Empty<Candidate>()];
    }

    private static Candidate Candidate(CandidateType type, string host, int port) =>
        new() { Type = type, Address = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") };
}
