namespace MeshGate.Browser.Tests.Machines;

/// <summary>A row of the page's table of pairs.</summary>
internal sealed record ShownPair(string One, string Other, string Path, string Through)
{
    // All pages of the table at one moment: updates come in between scripts, never within one.
    private const string AllRows = """
        (() => {
          document.querySelector('#tab-pairs').click();
          document.querySelector('#clear').click();
          const next = document.querySelector('#next');
          const rows = [];
          for (;;) {
            for (const row of document.querySelectorAll('#tablepanel tbody tr')) rows.push([...row.cells].slice(0, 4).map(cell => cell.innerText));
            if (next.disabled) return rows;
            next.click();
          }
        })()
        """;

    /// <summary>Whether a machine is one of the two.</summary>
    public bool Is(string name) => One == name || Other == name;

    /// <summary>All rows, page after page.</summary>
    public static async Task<IReadOnlyList<ShownPair>> AllAsync(ShownPage page)
        => [.. (await page.AskAsync<string[][]>(AllRows)).Select(row => new ShownPair(row[0], row[1], row[2], row[3]))];
}
