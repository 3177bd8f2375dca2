namespace MeshGate.Operator.Turn;

/// <summary>What came of looking for a shared secret.</summary>
/// <param name="Secret">The secret; null where there is none to use.</param>
/// <param name="Problem">Why there is none: what follows the field's name in a sentence; null while it was not read yet, or is there.</param>
public sealed record TurnSecretLookup(TurnSecret? Secret, string? Problem);
