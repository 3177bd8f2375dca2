using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Operations;
using MeshGate.Lab.Scenarios;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Actions;

/// <summary>Does many operations at a time, spread over pairs of machines.</summary>
public sealed record OperationsAction(OperationSpec Spec) : ScenarioAction
{
    private const int LeastTransfer = 1;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{Spec.Total} operations {Spec.Name}, {Spec.AtOnce} at once");

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Operations.RunAsync(Spec, cancellationToken);
    }

    internal static OperationsAction Read(YamlNode node, ScenarioNames names)
    {
        var reader = new MappingReader(node, "'operations'", "name", "pings", "transfers", "lookups", "routeChanges", "atOnce", "pairs", "size", "patience");
        var most = OperationSpec.MostOperations;
        var spec = new OperationSpec(
            reader.Text("name"),
            reader.OptionalInteger("pings", 0, most) ?? 0,
            reader.OptionalInteger("transfers", 0, most) ?? 0,
            reader.OptionalInteger("lookups", 0, most) ?? 0,
            reader.OptionalInteger("routeChanges", 0, most) ?? 0,
            reader.OptionalInteger("atOnce", 1, OperationSpec.MostAtOnce) ?? 1);
        if (spec.Total is 0 || spec.Total > most)
        {
            throw ScenarioException.At(node, string.Create(CultureInfo.InvariantCulture, $"'operations' are 1 to {most} pings, transfers, lookups and routeChanges"));
        }

        var size = reader.OptionalSize("size") ?? spec.TransferSize;
        if (size < LeastTransfer)
        {
            throw ScenarioException.At(reader.Require("size"), "a transfer has a byte at least");
        }

        return names.Operations.Add(spec.Name)
            ? new OperationsAction(spec with
            {
                Pairs = reader.OptionalInteger("pairs", 1, OperationSpec.MostPairs),
                TransferSize = size,
                Patience = reader.OptionalDuration("patience") ?? spec.Patience,
            })
            : throw ScenarioException.At(reader.Require("name"), $"there are operations '{spec.Name}' already");
    }
}
