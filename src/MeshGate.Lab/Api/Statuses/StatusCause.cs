namespace MeshGate.Lab.Api.Statuses;

/// <summary>One reason behind a refusal, as <c>Status.details.causes</c> lists it.</summary>
/// <param name="Reason">Machine-readable, such as <c>FieldValueInvalid</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Field">The field it is about, such as <c>spec.listenPort</c>; null if it is about none.</param>
public sealed record StatusCause(string Reason, string Message, string? Field = null);
