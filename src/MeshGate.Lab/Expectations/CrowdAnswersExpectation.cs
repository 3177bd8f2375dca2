using System.Globalization;
using MeshGate.Lab.Costs;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Expectations;

/// <summary>Every member of a crowd answers a ping through the mesh.</summary>
public sealed record CrowdAnswersExpectation(string Crowd, string From) : Expectation
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override string Describe() => $"{From} reaches all of {Crowd}";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var wanted = lab.Machines[Crowd].Spec.Crowd!.Peers;
        var members = await lab.CrowdAsync(Crowd, cancellationToken);
        if (members.Count < wanted)
        {
            return Outcome(false, members.Count, wanted, "have an address");
        }

        using var pings = new PingBoard(lab.Machines[From].Network, members, Round, lab.Time);
        await Task.Delay(Round + Lateness, lab.Time, cancellationToken);
        var answers = await pings.StopAsync();
        return Outcome(pings.Sent >= wanted && answers == pings.Sent, answers, pings.Sent, "pings were answered");
    }

    internal static CrowdAnswersExpectation Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'crowdAnswers'", "crowd", "from");
        return new CrowdAnswersExpectation(names.Crowd(reader.Require("crowd")), names.Machine(reader.Require("from")));
    }

    private static ExpectationOutcome Outcome(bool passed, int count, int of, string what) =>
        new(passed, string.Create(CultureInfo.InvariantCulture, $"{count} of {of} {what}"));
}
