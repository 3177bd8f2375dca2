namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>A column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
{
    /// <summary>The simple JSON path of its value.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>Its heading.</summary>
    public string Name { get; } = name;

    /// <summary>The OpenAPI type of its value: string, integer, number, boolean or date.</summary>
    public string Type { get; } = type;

    /// <summary>When it is shown.</summary>
    public PrinterColumnPriority Priority { get; set; }

    /// <summary>What it shows, for a person.</summary>
    public string? Description { get; set; }
}
