namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>A rule in CEL (<c>x-kubernetes-validations</c>). On a class it speaks of the object.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string rule, string? fieldPath = null, string? message = null, string? messageExpression = null, string? reason = null) : Attribute
{
    /// <summary>The expression; true is valid.</summary>
    public string Rule { get; } = rule;

    /// <summary>The field that errors name, or null.</summary>
    public string? FieldPath { get; } = fieldPath;

    /// <summary>What errors say, or null.</summary>
    public string? Message { get; } = message;

    /// <summary>An expression for what errors say, or null.</summary>
    public string? MessageExpression { get; } = messageExpression;

    /// <summary>
    /// The machine-readable reason: FieldValueInvalid, FieldValueForbidden or FieldValueRequired; null for the first. With
    /// FieldValueDuplicate the API server leaves the message out.
    /// </summary>
    public string? Reason { get; } = reason;
}
