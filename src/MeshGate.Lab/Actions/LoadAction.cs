using System.Globalization;
using MeshGate.Lab.Load;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Sends many packets over the path between two machines, past WireGuard, and waits until it is over.</summary>
public sealed record LoadAction(string Name, string From, string To, int PacketsPerSecond, int Size, TimeSpan Duration) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"load {Name}: {PacketsPerSecond} packets a second {From} → {To} for {DurationText.Write(Duration)}");

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Loads.RunAsync(Name, From, To, PacketsPerSecond, Size, Duration, cancellationToken);
    }

    internal static LoadAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'load'", "name", "from", "to", "pps", "size", "for");
        var name = reader.Text("name");
        var action = new LoadAction(
            name,
            names.Machine(reader.Require("from")),
            names.Machine(reader.Require("to")),
            reader.OptionalInteger("pps", 1, 100_000) ?? 1000,
            reader.OptionalInteger("size", LoadPacket.LeastSize, 1400) ?? 200,
            reader.OptionalDuration("for") ?? TimeSpan.FromSeconds(10));
        if (action.From == action.To)
        {
            throw ScenarioException.At(reader.Require("to"), "a pair has two different machines");
        }

        return names.Loads.Add(name) ? action : throw ScenarioException.At(reader.Require("name"), $"there is a load '{name}' already");
    }
}
