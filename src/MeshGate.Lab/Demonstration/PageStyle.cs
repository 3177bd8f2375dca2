namespace MeshGate.Lab.Demonstration;

/// <summary>How the page of a demonstration looks, light or dark as its reader's computer is.</summary>
internal static class PageStyle
{
    internal const string Text = """
        :root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6474; --line: #dde2ea; --paper: #ffffff; --good: #14733c; --bad: #b3261e; --mark: #8a6d00;
          --c0: #1b7f4b; --c1: #2563c9; --c2: #a23fb0; --c3: #c7372f; --c4: #6b7688; --c5: #b06f00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7ebf2; --soft: #a3adbd; --line: #333c4a; --paper: #151a22; --good: #58c98a; --bad: #ff8f86; --mark: #e2c35a;
          --c0: #4cc38a; --c1: #79a8ff; --c2: #d58ae0; --c3: #ff8f86; --c4: #9aa6b8; --c5: #f0b357; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 920px; margin: 0 auto; padding: 24px 16px; }
        h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 19px; margin: 36px 0 6px; } h3 { font-size: 15px; margin: 18px 0 2px; }
        p.lead { color: var(--soft); margin: 0 0 16px; } .good { color: var(--good); } .bad { color: var(--bad); }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin: 18px 0; }
        dl div { border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; } dt { color: var(--soft); font-size: 13px; } dd { margin: 0; font-size: 21px; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 5px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--soft); font-weight: 600; font-size: 13px; } td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        pre { margin: 4px 0 0; white-space: pre-wrap; color: var(--soft); font-size: 13px; } .scroll { overflow-x: auto; }
        svg { width: 100%; height: auto; display: block; } svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
        .grid { stroke: var(--line); } .mark { stroke: var(--mark); stroke-dasharray: 3 3; } .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
        .dot { fill-opacity: .6; stroke: none; }
        .line.c0 { stroke: var(--c0); } .line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); } .line.c3 { stroke: var(--c3); } .line.c4 { stroke: var(--c4); } .line.c5 { stroke: var(--c5); }
        .dot.c0 { fill: var(--c0); } .dot.c1 { fill: var(--c1); } .dot.c2 { fill: var(--c2); } .dot.c3 { fill: var(--c3); } .dot.c4 { fill: var(--c4); } .dot.c5 { fill: var(--c5); }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); } i.c3 { background: var(--c3); } i.c4 { background: var(--c4); } i.c5 { background: var(--c5); }
        .legend { margin: 2px 0 0; font-size: 13px; color: var(--soft); } .legend span { margin-right: 14px; } .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }
        """;
}
