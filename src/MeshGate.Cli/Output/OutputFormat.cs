namespace MeshGate.Cli.Output;

/// <summary>How a command answers.</summary>
public enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>The same with more columns.</summary>
    Wide,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML with the fields of the JSON.</summary>
    Yaml,
}
