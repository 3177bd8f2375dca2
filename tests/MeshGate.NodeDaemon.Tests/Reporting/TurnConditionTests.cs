using System.Security.Cryptography;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class TurnConditionTests
{
    private readonly ReportBuilder _builder = new(PrivateKey.Generate(RandomNumberGenerator.GetBytes(PrivateKey.Length)), new FakeTimeProvider());

    [Fact]
    public void Build_SaysNothingOfTurn_WhenThereIsNoServer() => Assert.Null(Condition(0));

    [Theory]
    [InlineData("True", "Usable", "no TURN server failed")]
    [InlineData("False", "SomeUnusable", "a:3478 (UDP): it does not answer", "a:3478 (UDP): it does not answer")]
    [InlineData("False", "Unusable", "a: no; b: no", "a: no", "b: no")]
    public void Build_TellsWhatIsWrongWithTheServers(string status, string reason, string message, params string[] problems)
    {
        var condition = Condition(2, problems)!;

        Assert.Equal((status, reason, message), (condition.Status, condition.Reason, condition.Message));
    }

    private Condition? Condition(int servers, params string[] problems)
    {
        var facts = SampleFacts.Nothing with { Turn = new TurnServersReport(servers, [.. problems]) };
        return _builder.Build(facts, []).Conditions!.SingleOrDefault(condition => condition.Type == "TurnReachable");
    }
}
