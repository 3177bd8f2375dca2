using System.Globalization;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>
/// Which of this computer's processors a region's machines and its link run on. In a mesh of many machines most packets stay in a region, and
/// one that wakes a process on another processor costs a virtual machine ten times what it costs on the same. Where there is nothing to
/// gain the system decides. The control plane and those who measure have computers of their own in a real mesh: here they go before the machines, many
/// of which would starve them.
/// </summary>
public sealed class ProcessorPlan
{
    /// <summary>As few machines as this gain nothing: the two ends of a packet may as well run at once.</summary>
    public const int Few = 20;

    private const string Niceness = "5";

    private readonly Dictionary<string, int> _byRegion = new(StringComparer.Ordinal);

    /// <summary>Spreads the regions, the largest first, each to where there are fewest machines.</summary>
    /// <param name="scenario">The mesh.</param>
    /// <param name="processors">How many processors there are.</param>
    public ProcessorPlan(Scenario scenario, int processors)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (scenario.Machines.Count <= Few || processors < 2)
        {
            return;
        }

        int[] machines = new int[processors];
        foreach (var region in scenario.Machines.Where(machine => machine.Region is not null).GroupBy(machine => machine.Region!).OrderByDescending(region => region.Count()).ThenBy(region => region.Key, StringComparer.Ordinal))
        {
            var processor = Array.IndexOf(machines, machines.Min());
            machines[processor] += region.Count();
            _byRegion.Add(region.Key, processor);
        }
    }

    /// <summary>The processor of a region; null where the system is to decide.</summary>
    public int? Of(string? region) => region is not null && _byRegion.TryGetValue(region, out var processor) ? processor : null;

    /// <summary>A command as it is run in a region.</summary>
    public IReadOnlyList<string> Place(string? region, IReadOnlyList<string> command)
        => Of(region) is { } processor ? ["nice", "-n", Niceness, "taskset", "--cpu-list", processor.ToString(CultureInfo.InvariantCulture), .. command] : command;
}
