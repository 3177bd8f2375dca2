using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Actions;

/// <summary>Ends cuts and losses: between two parties, or all.</summary>
public sealed record HealAction(string? From, string? To) : ScenarioAction
{
    /// <summary>The site or machine whose UDP was blocked; null where it is about cuts and losses.</summary>
    public string? Blocked { get; init; }

    /// <inheritdoc/>
    public override string Describe() => Blocked is not null ? $"let UDP of {Blocked} pass" : From is null ? "heal everything" : $"heal {From} ↔ {To}";

    /// <inheritdoc/>
    public override async Task ExecuteAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        if (Blocked is not null)
        {
            await lab.Faults.UnblockAsync(Blocked, cancellationToken);
            return;
        }

        await lab.Faults.HealAsync(From, To, cancellationToken);
        if (From is null)
        {
            await lab.Links.HealAllAsync(cancellationToken);
        }
    }
}
