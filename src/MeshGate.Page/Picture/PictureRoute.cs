namespace MeshGate.Page.Picture;

/// <summary>A MeshRoute as it is shown.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where it begins; null for every node.</param>
/// <param name="Destination">The node, or the networks with commas between.</param>
/// <param name="State">Active, FailedOver, Recovering or Failed; null while that is not known.</param>
/// <param name="Active">The path or the gateways in use; null where none is known.</param>
/// <param name="Failovers">How often it left a path that failed.</param>
/// <param name="Reason">What is wrong with it; null where nothing is.</param>
public sealed record PictureRoute(string Name, string? Source, string Destination, string? State, string? Active, long Failovers, string? Reason);
