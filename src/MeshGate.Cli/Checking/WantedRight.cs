namespace MeshGate.Cli.Checking;

/// <summary>One right on the API server.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="ApiGroup">The resource's group; empty for the core's.</param>
/// <param name="Resource">The resource's plural, with a slash and the subresource.</param>
/// <param name="Namespace">The namespace; null for the whole cluster.</param>
/// <param name="Commands">Which commands need it; null where that is clear.</param>
public sealed record WantedRight(string Verb, string ApiGroup, string Resource, string? Namespace, string? Commands = null)
{
    /// <summary>As a person says it.</summary>
    public override string ToString()
        => $"{Verb} {Resource}{(ApiGroup.Length > 0 ? "." + ApiGroup : string.Empty)}{(Namespace is null ? string.Empty : $" in {Namespace}")}";
}
