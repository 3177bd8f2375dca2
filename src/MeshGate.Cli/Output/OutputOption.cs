using System.CommandLine;

namespace MeshGate.Cli.Output;

/// <summary>The option <c>-o</c>, the same for every command that reports.</summary>
internal static class OutputOption
{
    /// <summary>Makes it.</summary>
    public static Option<OutputFormat> Create()
    {
        var output = new Option<OutputFormat>("--output", "-o")
        {
            Description = "table, wide, json or yaml.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => OutputFormat.Table,
            CustomParser = result => Enum.TryParse(result.Tokens is [var token] ? token.Value : null, ignoreCase: true, out OutputFormat format) ? format : OutputFormat.Table,
        };
        output.AcceptOnlyFromAmong("table", "wide", "json", "yaml");
        return output;
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="format">How.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="json">The answer as JSON.</param>
    /// <param name="table">Writes it for people; told whether with more columns.</param>
    public static void Write(this OutputFormat format, TextWriter writer, Func<string> json, Action<bool> table)
    {
        switch (format)
        {
            case OutputFormat.Json:
                writer.WriteLine(json());
                break;
            case OutputFormat.Yaml:
                writer.Write(YamlText.OfJson(json()));
                break;
            default:
                table(format == OutputFormat.Wide);
                break;
        }
    }
}
