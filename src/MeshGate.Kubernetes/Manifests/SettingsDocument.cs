using System.Diagnostics.CodeAnalysis;
using System.Text;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Manifests;

/// <summary>
/// The tables of settings in a Markdown document, made from the entities. A table stands between <c>&lt;!-- settings of KIND --&gt;</c>
/// and <c>&lt;!-- end --&gt;</c>; what is outside is left alone.
/// </summary>
[RequiresUnreferencedCode("Reads the entities by reflection.")]
public static class SettingsDocument
{
    private const string End = "<!-- end -->";

    private static readonly (string Kind, Type Spec)[] Kinds =
        [("MeshNode", typeof(MeshNodeSpec)), ("MeshRoute", typeof(MeshRouteSpec)), ("MeshPolicy", typeof(MeshPolicySpec))];

    /// <summary>The document with its tables as the code calls for.</summary>
    /// <exception cref="InvalidOperationException">A table's marks are missing, or a setting does not say who reads it.</exception>
    public static string Update(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var rows = new SettingRows(XmlDocumentation.Load(typeof(MeshNode).Assembly));
        foreach (var (kind, spec) in Kinds)
        {
            var mark = $"<!-- settings of {kind} -->";
            var start = document.IndexOf(mark, StringComparison.Ordinal);
            var end = start < 0 ? -1 : document.IndexOf(End, start, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new InvalidOperationException($"the document has no '{mark}' followed by '{End}'");
            }

            document = $"{document[..start]}{mark}\n{Table(rows.Of(spec))}{document[end..]}";
        }

        return document;
    }

    private static string Table(IEnumerable<SettingRow> rows)
    {
        var text = new StringBuilder("| setting | what it does | unit | default | bounds | read by |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append("| `").Append(row.Path).Append("` | ").Append(Cell(row.Description)).Append(" | ").Append(Cell(row.Unit))
                .Append(" | ").Append(Cell(row.Default)).Append(" | ").Append(Cell(row.Bounds))
                .Append(" | ").Append(row.ReadBy.Length == 0 ? "nothing yet" : Cell(row.ReadBy)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
