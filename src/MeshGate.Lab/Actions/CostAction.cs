using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>
/// Begins or ends to measure what processes and cables have to do, while one machine pings the members of a crowd or the lab is left to itself.
/// </summary>
public sealed record CostAction(string Name, bool IsStart, string? From, string? To, TimeSpan Interval) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => !IsStart ? $"stop cost {Name}"
        : From is null ? $"start cost {Name}"
        : $"start cost {Name}: {From} pings each of {To} every {DurationText.Write(Interval)}";

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return IsStart ? lab.Costs.StartAsync(Name, From, To, Interval, cancellationToken) : lab.Costs.StopAsync(Name);
    }

    internal static CostAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'cost'", "start", "stop", "from", "to", "every");
        if (reader.Has("start") == reader.Has("stop"))
        {
            throw ScenarioException.At(node, "'cost' needs either start or stop, with a name");
        }

        if (reader.Find("stop") is { } stop)
        {
            return new CostAction(names.Cost(stop), false, null, null, TimeSpan.Zero);
        }

        if (reader.Has("from") != reader.Has("to") || (reader.Has("every") && !reader.Has("to")))
        {
            throw ScenarioException.At(node, "'from' and 'to' of 'cost' go together, and 'every' goes with them");
        }

        var interval = reader.OptionalDuration("every") ?? TimeSpan.FromSeconds(1);
        if (interval < TimeSpan.FromMilliseconds(10))
        {
            throw ScenarioException.At(reader.Require("every"), "'every' of 'cost' is at least 10ms");
        }

        var name = reader.Text("start");
        var action = new CostAction(
            name, true, reader.Find("from") is { } from ? names.Machine(from) : null, reader.Find("to") is { } to ? names.Crowd(to) : null, interval);
        return names.Costs.Add(name) ? action : throw ScenarioException.At(reader.Require("start"), $"there is a cost '{name}' already");
    }
}
