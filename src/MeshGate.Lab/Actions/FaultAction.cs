using System.Globalization;
using MeshGate.Lab.Faults;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Drops all or some packets between two parties from now on.</summary>
public sealed record FaultAction(string From, string To, FaultDirection Direction, double Percent) : ScenarioAction
{
    /// <inheritdoc/>
    public override string Describe()
    {
        var arrow = Direction switch
        {
            FaultDirection.To => "→",
            FaultDirection.From => "←",
            _ => "↔",
        };
        return Percent >= 100
            ? $"cut {From} {arrow} {To}"
            : string.Create(CultureInfo.InvariantCulture, $"lose {Percent} % of {From} {arrow} {To}");
    }

    /// <inheritdoc/>
    public override Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return lab.Faults.AddAsync(From, To, Direction, Percent, cancellationToken);
    }
}
