namespace MeshGate.Lab.Links;

/// <summary>How a link is to be from now on.</summary>
/// <param name="Spec">What it does to packets that pass.</param>
/// <param name="IsCut">Whether none passes, and what was on the way is lost.</param>
public sealed record LinkState(LinkSpec Spec, bool IsCut);
