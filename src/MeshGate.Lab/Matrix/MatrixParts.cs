using MeshGate.Lab.Cluster;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Matrix;

/// <summary>
/// Several small meshes in which every pair of a large one meets, so that a computer with few cores measures the pairs and not its own
/// load. Relay nodes are in each of them.
/// </summary>
internal static class MatrixParts
{
    private const string Relay = "Relay";

    /// <summary>The meshes, one after the other.</summary>
    /// <param name="whole">All machines.</param>
    /// <param name="atOnce">How many machines may be in one mesh, besides relay nodes; 2 or more.</param>
    internal static IReadOnlyList<Scenario> Of(Scenario whole, int atOnce)
    {
        var machines = whole.Machines.Where(machine => !machine.Roles.Contains(Relay)).ToArray();
        if (machines.Length <= atOnce)
        {
            return [whole];
        }

        var groups = machines.Chunk(Math.Max(1, atOnce / 2));
        return [.. MeshView.Pairs(groups).Select(pair => Part(whole, [.. pair.A, .. pair.B]))];
    }

    private static Scenario Part(Scenario whole, MachineSpec[] chosen)
    {
        var machines = whole.Machines.Where(machine => chosen.Contains(machine) || machine.Roles.Contains(Relay)).ToArray();
        return whole with { Machines = machines, Sites = [.. whole.Sites.Where(site => machines.Any(machine => machine.Site == site.Name))] };
    }
}
