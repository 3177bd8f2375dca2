namespace MeshGate.Lab.Operations;

/// <summary>How many operations of each kind, and how many of them at a time.</summary>
/// <param name="Name">What expectations call it.</param>
/// <param name="Pings">Pings through the mesh.</param>
/// <param name="Transfers">TCP transfers through the mesh.</param>
/// <param name="Lookups">Questions to daemons.</param>
/// <param name="RouteChanges">MeshRoutes that are made and deleted.</param>
/// <param name="AtOnce">How many are under way at a time, 1 or more.</param>
public sealed record OperationSpec(string Name, int Pings, int Transfers, int Lookups, int RouteChanges, int AtOnce)
{
    /// <summary>The most operations of one name.</summary>
    public const int MostOperations = 20_000;

    /// <summary>The most at a time.</summary>
    public const int MostAtOnce = 500;

    /// <summary>The most pairs of machines that can be named.</summary>
    public const int MostPairs = 1_000_000;

    /// <summary>Among how many pairs of machines, 1 or more; null for all.</summary>
    public int? Pairs { get; init; }

    /// <summary>What a transfer carries, in bytes.</summary>
    public int TransferSize { get; init; } = 64 * 1024;

    /// <summary>How long one operation may take before it has failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>All of them.</summary>
    public int Total => Pings + Transfers + Lookups + RouteChanges;

    /// <summary>How many there are of one kind.</summary>
    public int Count(OperationKind kind) => kind switch
    {
        OperationKind.Ping => Pings,
        OperationKind.Transfer => Transfers,
        OperationKind.Lookup => Lookups,
        _ => RouteChanges,
    };
}
