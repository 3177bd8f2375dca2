using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tests.Peers;

/// <summary>A MeshNode as the API hands it out: its owner writes the status, and may write anything that the schema lets through.</summary>
[Collection(AloneCollection.Name)]
public sealed class MeshNodeHostileTests(ITestOutputHelper output)
{
    private const int Seed = 20251128;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private static readonly byte[] Genuine =
        """
        {"apiVersion":"meshgate.io/v1alpha1","kind":"MeshNode","metadata":{"name":"b","uid":"1"},
        "spec":{"listenPort":51820,"endpoint":"b.example.org:51820"},
        "status":{"assignment":{"revision":"r1","segment":"s","settings":{"stunServers":["192.0.2.1:3478"]},
        "members":[{"name":"a","publicKey":"hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=","addresses":["100.96.0.2"]}]},
        "agent":{"publicKey":"hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=","nat":{"mapping":"EndpointIndependent"},
        "candidates":[{"type":"Host","address":"192.0.2.7:51820"},{"type":"ServerReflexive","address":"[2001:db8::1]:51820"}],
        "peers":[{"name":"a","path":"Direct","turnAddresses":["203.0.113.7:50000"],"rttMilliseconds":12}],
        "conditions":[{"type":"StunReachable","status":"False","reason":"Unreachable"}]}}}
        """u8.ToArray();

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Readers_Survive_Mutations()
    {
        var mutator = new Mutator(new Random(Seed), isText: true);
        var budget = new FuzzBudget(Limit, share: 20);
        Action<byte[]> feed = bytes => Read(bytes, budget);
        while (budget.IsLeft)
        {
            budget.Feed(mutator.Mutate(Genuine, Genuine), feed);
        }

        budget.Report(output);
        Assert.True(budget.ReadBy("candidates of the API") > budget.Made / 100, "The mutations leave nothing whole.");
    }

    private static void Read(byte[] bytes, FuzzBudget budget)
    {
        MeshNode? node = null;
        try
        {
            node = JsonSerializer.Deserialize(bytes, MeshGateJsonContext.Default.MeshNode);
        }
        catch (JsonException)
        {
            // What the client answers to text that is no MeshNode.
        }

        if (!budget.Count("MeshNode (JSON)", node is not null))
        {
            return;
        }

        var candidates = CandidateText.Read(node!.Status?.Agent?.Candidates);
        if (budget.Count("candidates of the API", candidates.Length > 0)
            && (candidates.Length > CheckListTimers.MaxCandidates || candidates.Any(candidate => !CandidateText.IsReachable(candidate.Address))))
        {
            throw new InvalidOperationException("A candidate that no check may be sent to.");
        }

        budget.Count("assignment and its peers", AssignmentReader.Read(node, out _) is not null);
    }
}
