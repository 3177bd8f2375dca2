using System.Globalization;
using MeshGate.Lab.Attack;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Lets a machine attack another one, and waits until it is over.</summary>
public sealed record AttackAction(string Name, string From, string On, AttackKind Kind, int PacketsPerSecond, TimeSpan Duration) : ScenarioAction
{
    private static readonly Dictionary<string, AttackKind> Kinds =
        Enum.GetValues<AttackKind>().ToDictionary(k => k.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{From} attacks {On}: {Kind.ToString().ToLowerInvariant()} {PacketsPerSecond} packets a second for {DurationText.Write(Duration)}");

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Attacks.RunAsync(Name, From, On, Kind, PacketsPerSecond, Duration, cancellationToken);
    }

    internal static AttackAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'attack'", "name", "from", "on", "kind", "pps", "for");
        var action = new AttackAction(
            reader.Text("name"),
            names.Machine(reader.Require("from")),
            names.Machine(reader.Require("on")),
            YamlScalars.Word(reader.Require("kind"), "'kind' of 'attack'", Kinds),
            reader.OptionalInteger("pps", 1, 20_000) ?? 1000,
            reader.OptionalDuration("for") ?? TimeSpan.FromSeconds(5));
        if (action.From == action.On)
        {
            throw ScenarioException.At(reader.Require("on"), "an attack has two different machines");
        }

        if (names.Machines[action.On].Site is { } site && names.Sites[site].Nat.Count > 0)
        {
            throw ScenarioException.At(reader.Require("on"), $"machine '{action.On}' is behind a NAT; attack one on the internet");
        }

        return names.Attacks.Add(action.Name)
            ? action
            : throw ScenarioException.At(reader.Require("name"), $"there is an attack '{action.Name}' already");
    }
}
