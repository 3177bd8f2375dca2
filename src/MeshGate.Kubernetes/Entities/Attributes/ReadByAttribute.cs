namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Says which programs act on a setting. Every setting has it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReadByAttribute(params string[] programs) : Attribute
{
    /// <summary>The operator.</summary>
    public const string Operator = "operator";

    /// <summary>The node daemon.</summary>
    public const string Daemon = "daemon";

    /// <summary>The programs.</summary>
    public IReadOnlyList<string> Programs { get; } = programs;
}
