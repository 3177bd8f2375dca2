using k8s.Models;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests;

/// <summary>A laptop and a NAS that speak through a relay, a second relay that nobody reached, and a node without key.</summary>
internal static class SmallMesh
{
    private static readonly string[] Peers = ["laptop", "nas", "relay1", "relay2"];

    public static MeshNode[] Nodes() =>
    [
        Node("nas", "192.0.2.2:51820", new PeerSummary { Name = "laptop", Path = PeerPath.Relay, Endpoint = "192.0.2.9:40007", RttMilliseconds = 46.2, LossPercent = 0, Reason = "no direct path can be: [both] NATs map by address" }),
        Node("laptop", "192.0.2.1:51820", new PeerSummary { Name = "nas", Path = PeerPath.Relay, Endpoint = "192.0.2.9:40008", RttMilliseconds = 46 }),
        Relay("relay1", "192.0.2.9:51820", true),
        Relay("relay2", "192.0.2.10:51820", false),
        new MeshNode { Metadata = new V1ObjectMeta { Name = "new" } },
    ];

    private static MeshNode Relay(string name, string address, bool isReached)
    {
        MeshNode node = Node(name, address);
        node.Spec.Roles = [NodeRole.Relay];
        node.Spec.RelayPorts = new PortRange { First = 40000, Last = 40099 };
        node.Status.Assignment!.Serves = new RelayService { Segments = ["segment-1"], Ports = node.Spec.RelayPorts };
        node.Status.Agent!.Conditions = [Condition("RelayReachable", isReached ? "True" : "False")];
        return node;
    }

    private static MeshNode Node(string name, string address, params PeerSummary[] peers) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new MeshNodeSpec(),
        Status = new MeshNodeStatus
        {
            Assignment = new MeshNodeAssignment
            {
                Segment = "segment-1",
                Topology = TopologyType.FullMesh,
                Role = TopologyRole.Member,
                Members = [.. Peers.Where(peer => peer != name).Select(peer => new MeshMember { Name = peer, PublicKey = peer })],
                Pinned = [.. Peers.Where(peer => peer != name)],
                Relays = [new MeshMember { Name = "relay1", PublicKey = "relay1" }, new MeshMember { Name = "relay2", PublicKey = "relay2" }],
            },
            Agent = new MeshNodeAgent { PublicKey = name, Peers = peers, Candidates = [new Candidate { Type = CandidateType.ServerReflexive, Address = address }] },
            Conditions = [Condition("Ready", "True"), Condition("Online", "True")],
        },
    };

    private static Condition Condition(string type, string status) => new() { Type = type, Status = status, Reason = "Accepted", Message = "Because." };
}
