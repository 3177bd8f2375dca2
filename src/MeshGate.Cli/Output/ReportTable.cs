using Spectre.Console;

namespace MeshGate.Cli.Output;

/// <summary>Tables for people. What comes from the cluster is text, never markup.</summary>
internal static class ReportTable
{
    /// <summary>A table without lines.</summary>
    public static Table Of(params string[] columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { Padding = new Padding(0, 0, 2, 0) });
        }

        return table;
    }

    /// <summary>Adds a row of texts.</summary>
    public static void Add(this Table table, params string[] texts) => table.AddRow(texts.Select(text => new Text(text)));
}
