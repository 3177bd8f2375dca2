using System.Globalization;
using k8s.Models;
using MeshGate.Core.Routes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Tests.Pages;

/// <summary>
/// A simulated mesh of five regions, each a segment with two hubs, two relays and a gateway. Every node speaks with its hubs and with a few
/// neighbours; most pairs directly, some through a relay or a TURN server. Equal sizes give equal meshes. Objects are replaced, never changed.
/// </summary>
internal sealed class SampleMesh
{
    private static readonly string[] Regions = ["eu-central", "eu-west", "us-east", "us-west", "ap-south"];

    private readonly Dictionary<string, SortedDictionary<string, PeerSummary>> _peers = new(StringComparer.Ordinal);

    public SampleMesh(int nodes, int neighbours = 4)
    {
        int each = nodes / Regions.Length;
        for (int region = 0; region < Regions.Length; region++)
        {
            for (int i = 0; i < each; i++)
            {
                Add(region, i);
            }
        }

        for (int region = 0; region < Regions.Length; region++)
        {
            for (int i = 0; i < each; i++)
            {
                for (int k = 0; k < 2 && i > 1; k++)
                {
                    Speak(Name(region, i), Name(region, k), region, pinned: true);
                }

                for (int k = 1; k <= neighbours; k++)
                {
                    Speak(Name(region, i), Name(region, (i + (k * k * 7)) % each), region, pinned: false);
                }
            }

            for (int other = region + 1; other < Regions.Length; other++)
            {
                Speak(Name(region, 0), Name(other, 0), region, pinned: true);
                Speak(Name(region, 1), Name(other, 1), region, pinned: true);
            }
        }

        foreach (string name in Nodes.Keys.ToArray())
        {
            Publish(name);
        }

        Routes.Add(new MeshRoute
        {
            Metadata = new V1ObjectMeta { Name = "office" },
            Spec = new MeshRouteSpec { Source = Name(0, 5), Destination = new RouteDestination { Node = Name(2, 5) } },
            Status = new MeshRouteStatus { State = RouteState.Active, ActivePath = new RoutePathStatus { Name = "Direct" } },
        });
    }

    public SortedDictionary<string, MeshNode> Nodes { get; } = new(StringComparer.Ordinal);

    public List<MeshRoute> Routes { get; } = [];

    /// <summary>The name of a node.</summary>
    public static string Name(int region, int number) => string.Create(CultureInfo.InvariantCulture, $"{Regions[region]}-{number + 1}");

    /// <summary>Lets a pair fail over from its path to a relay, or to two with a plus between.</summary>
    public void FailOver(string one, string other, string relay)
    {
        foreach ((string from, string to) in new[] { (one, other), (other, one) })
        {
            PeerSummary before = _peers[from][to];
            _peers[from][to] = before with
            {
                Path = PeerPath.Relay,
                Via = from == one ? relay : string.Join('+', relay.Split('+').Reverse()),
                RttMilliseconds = 48.5,
                Failovers = (before.Failovers ?? 0) + 1,
                FailoverCause = "Silent",
                FailoverGapMilliseconds = 212,
                Reason = "the direct path was silent",
            };
            Publish(from);
        }
    }

    /// <summary>Lets a pair speak directly.</summary>
    public void GoDirect(string one, string other, double rtt = 12.5)
    {
        foreach ((string from, string to) in new[] { (one, other), (other, one) })
        {
            _peers[from][to] = _peers[from][to] with { Path = PeerPath.Direct, Via = null, RttMilliseconds = rtt, Reason = null };
            Publish(from);
        }
    }

    /// <summary>Measures every pair of a node anew.</summary>
    public void Measure(string name, double rtt)
    {
        foreach (string peer in _peers[name].Keys.ToArray())
        {
            _peers[name][peer] = _peers[name][peer] with { RttMilliseconds = _peers[name][peer].Path == PeerPath.None ? null : rtt };
        }

        Publish(name);
    }

    /// <summary>Takes a node off the net, or brings it back.</summary>
    public void SetOnline(string name, bool isOnline) => Replace(name, node => node.Status.Conditions =
    [
        new Condition { Type = "Ready", Status = "True", Reason = "Accepted", Message = "The node takes part." },
        new Condition { Type = "Online", Status = isOnline ? "True" : "False", Reason = "Heartbeats", Message = isOnline ? "Heartbeats arrive." : "No heartbeat has come for 45 s: look at the machine or its way to the API server." },
    ]);

    private void Add(int region, int number)
    {
        string name = Name(region, number);
        _peers[name] = new SortedDictionary<string, PeerSummary>(StringComparer.Ordinal);
        List<NodeRole> roles = [.. number < 2 ? [NodeRole.Hub] : Array.Empty<NodeRole>(), .. number is 1 or 2 ? [NodeRole.Relay] : Array.Empty<NodeRole>(), .. number == 3 ? [NodeRole.Gateway] : Array.Empty<NodeRole>()];
        Nodes[name] = new MeshNode
        {
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new MeshNodeSpec
            {
                Region = Regions[region],
                Zone = $"{"abc"[number % 3]}",
                Roles = roles,
                RelayPorts = number is 1 or 2 ? new PortRange { First = 40000, Last = 40099 } : null,
                Addresses = [string.Create(CultureInfo.InvariantCulture, $"100.96.{region}.{number % 250}")],
            },
            Status = new MeshNodeStatus
            {
                Assignment = new MeshNodeAssignment
                {
                    Segment = string.Create(CultureInfo.InvariantCulture, $"segment-{region + 1}"),
                    Topology = TopologyType.Hybrid,
                    Role = number < 2 ? TopologyRole.Hub : TopologyRole.Member,
                    Pinned = [],
                },
                Agent = new MeshNodeAgent
                {
                    PublicKey = name,
                    Nat = new NatBehavior { Mapping = number % 4 == 0 ? NatMapping.AddressAndPortDependent : NatMapping.EndpointIndependent, Filtering = NatFiltering.AddressAndPortDependent },
                    Conditions = [new Condition { Type = "RelayReachable", Status = "True" }],
                },
            },
        };
        SetOnline(name, !(number > 5 && (number + region) % 53 == 0));
    }

    private void Speak(string one, string other, int region, bool pinned)
    {
        if (one == other || _peers[one].ContainsKey(other))
        {
            return;
        }

        int dice = Dice(one, other);
        (PeerPath path, string? relay, string? reason) = dice switch
        {
            < 7 => (PeerPath.Relay, Name(region, dice % 2 == 0 ? 1 : 2), "no direct path can be: both NATs map by address and port"),
            < 9 => (PeerPath.Turn, null, "no direct path can be: one side lets no UDP through"),
            9 => (PeerPath.None, null, "no path was found yet: three relays were asked, none answered"),
            _ => (PeerPath.Direct, (string?)null, (string?)null),
        };
        relay = relay == one || relay == other ? Name(region, relay == Name(region, 1) ? 2 : 1) : relay;
        foreach ((string from, string to) in new[] { (one, other), (other, one) })
        {
            _peers[from][to] = new PeerSummary
            {
                Name = to,
                Path = path,
                Via = relay,
                RttMilliseconds = path == PeerPath.None ? null : 4 + (dice % 60),
                LossPercent = path == PeerPath.None ? null : dice == 40 ? 12 : 0,
                Reason = reason,
            };
            if (pinned)
            {
                Replace(from, node => node.Status.Assignment = node.Status.Assignment! with { Pinned = [.. node.Status.Assignment.Pinned ?? [], to] });
            }
        }
    }

    private void Publish(string name) => Replace(name, node => node.Status.Agent = node.Status.Agent! with { Peers = [.. _peers[name].Values] });

    private void Replace(string name, Action<MeshNode> change)
    {
        MeshNode old = Nodes[name];
        var fresh = new MeshNode { Metadata = old.Metadata, Spec = old.Spec, Status = old.Status with { } };
        change(fresh);
        Nodes[name] = fresh;
    }

    // Always the same for the same pair: 0 to 99.
    private static int Dice(string one, string other)
    {
        uint hash = 2166136261;
        foreach (char c in string.CompareOrdinal(one, other) < 0 ? one + other : other + one)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (int)((hash >> 8) % 100);
    }
}
