using System.Collections.Immutable;

namespace MeshGate.Lab.Api.Statuses;

/// <summary>What a Status says about the object it concerns.</summary>
public sealed record StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The API group, empty for the core group.</summary>
    public string? Group { get; init; }

    /// <summary>The plural of the resource, or the kind where a field was refused.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's uid.</summary>
    public string? Uid { get; init; }

    /// <summary>Each single reason.</summary>
    public ImmutableArray<StatusCause> Causes { get; init; } = [];
}
