using PuppeteerSharp.Input;

namespace MeshGate.Browser.Tests;

/// <summary>The page's picture, which is canvases: what is where is told by the tip beneath the mouse.</summary>
internal static class ShownPicture
{
    /// <summary>Looks for the place whose tip begins with a text, and answers with a point of it in the window.</summary>
    public static async Task<(decimal X, decimal Y)> FindAsync(ShownPage page, string tip)
    {
        decimal[] at = await page.AskAsync<decimal[]>($$"""
            (() => {
              const box = document.querySelector('#picture').getBoundingClientRect();
              const tip = document.querySelector('.tip');
              const canvas = document.querySelector('#picture canvas');
              const says = (x, y) => {
                canvas.dispatchEvent(new MouseEvent('mousemove', { clientX: x, clientY: y, bubbles: true }));
                return !tip.hidden && tip.textContent.startsWith({{ShownPage.Quote(tip)}});
              };
              for (let y = box.top; y < box.bottom; y += 6) {
                for (let x = box.left; x < box.right; x += 6) {
                  if (!says(x, y)) continue;
                  // The middle of what was found, from its upper edge.
                  let [left, right] = [x, x];
                  while (says(left - 1, y)) left--;
                  while (says(right + 1, y)) right++;
                  const middle = Math.round((left + right) / 2);
                  let [up, down] = [y, y];
                  while (says(middle, up - 1)) up--;
                  while (says(middle, down + 1)) down++;
                  return [middle, Math.round((up + down) / 2)];
                }
              }
              return [];
            })()
            """);
        Assert.True(at.Length == 2, $"nothing in the picture is told of by '{tip}'");
        return (at[0], at[1]);
    }

    /// <summary>Clicks, as a hand does.</summary>
    public static async Task ClickAsync(ShownPage page, (decimal X, decimal Y) at)
    {
        await page.Page.Mouse.MoveAsync(at.X, at.Y);
        await page.Page.Mouse.ClickAsync(at.X, at.Y, new ClickOptions { Delay = 20 });
    }

    /// <summary>Whether the straight line between two points is drawn as one that is pointed out.</summary>
    public static string IsMarked((decimal X, decimal Y) from, (decimal X, decimal Y) to) => FormattableString.Invariant($$"""
        (() => {
          // Beneath the nodes: rooms, then lines.
          const canvas = document.querySelectorAll('.stage canvas.lines')[1];
          const box = canvas.getBoundingClientRect();
          const scale = canvas.width / box.width;
          const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height }).getContext('2d', { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim().match(/[0-9a-f]{2}/gi).map((hex) => parseInt(hex, 16));
          const isAccent = (share) => {
            const x = ({{from.X}} + ({{to.X}} - {{from.X}}) * share - box.left) * scale;
            const y = ({{from.Y}} + ({{to.Y}} - {{from.Y}}) * share - box.top) * scale;
            // A line is three pixels thick, and the tip tells where a node is within two.
            const { data } = copy.getImageData(Math.round(x) - 4, Math.round(y) - 4, 9, 9);
            for (let i = 0; i < data.length; i += 4) {
              if (data[i + 3] > 150 && accent.every((value, at) => Math.abs(value - data[i + at]) < 60)) return true;
            }
            return false;
          };
          return [0.3, 0.4, 0.5, 0.6, 0.7].every(isAccent);
        })()
        """);
}
