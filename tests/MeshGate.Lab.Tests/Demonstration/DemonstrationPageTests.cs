using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using MeshGate.Lab.Demonstration;

namespace MeshGate.Lab.Tests.Demonstration;

/// <summary>The report of a demonstration, from its JSON alone.</summary>
public sealed class DemonstrationPageTests
{
    private const string Hostile = "</td><script>alert('1')</script>\" onload=\"x\u0000\u202e & <b>";

    private const string Json = """
        {
          "name": "NAME", "description": "NAME", "passed": false, "seconds": 201.5, "buildSeconds": 20, "processors": 2, "machines": 50, "regions": 5,
          "nats": { "NAME": 7, "public": 3 },
          "steps": [
            { "title": "NAME", "at": 3, "seconds": 1, "isEvent": true, "passed": true },
            { "title": "NAME", "at": 4, "seconds": 1, "isExpectation": true, "passed": false, "detail": "NAME", "value": 512.5, "bound": 500, "unit": "NAME" }
          ],
          "samples": [
            { "at": 1, "nodes": 50, "online": 49, "pairs": { "direct": 100, "NAME": 4 }, "health": 0.5, "processors": 0.9, "gateways": { "NAME": 12 } },
            { "at": 2, "nodes": 50, "online": 50, "pairs": { "direct": 120 }, "processors": 0.4, "gateways": { "NAME": 0 } }
          ],
          "streams": [ { "name": "NAME", "from": "NAME", "to": "NAME", "at": 2.5, "width": 0.2, "sent": [10, 10, 10], "received": [10, 0, 9], "lost": 11, "longestGap": 210.5 } ],
          "operations": [ { "name": "NAME", "atOnce": 100, "operations": [
            { "kind": "NAME", "from": "NAME", "to": "NAME", "at": 5, "seconds": 0.25, "failure": "NAME" },
            { "kind": "ping", "from": "a", "to": "b", "at": 5.5, "seconds": 1.5 } ] } ]
        }
        """;

    [Fact]
    public void Write_ShowsWhatWasMeasured_WhenTheRecordIsWhole()
    {
        var page = Page("small");
        foreach (var text in (string[])["failed", "201.5 s", "0 of 1", "512.5 small", "✗ not met", "210.5 ms", "11 of 30", "0.250 s", "1.500 s", "1 of 1", "100"])
        {
            Assert.Contains(text, page.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(6, page.Descendants("svg").Count());
        Assert.Contains("7 small, 3 public", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EscapesEveryText_WhenNamesAreHostile()
    {
        // The page is well-formed XML besides, so that a name which closed a tag would show.
        var page = Page(Hostile);
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("b"));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var shown = Hostile.Replace('\0', '\uFFFD').Replace('\u202e', '\uFFFD');
        Assert.Equal($"MeshGate: {shown} failed", page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == shown + shown);
        Assert.Contains(page.Descendants("pre"), detail => detail.Value == shown);
        Assert.Contains(page.Descendants("title"), title => title.Parent!.Name == "g" && title.Value == shown);
    }

    [Fact]
    public void Write_NeedsNothingFromElsewhere_WhenItIsOpened()
    {
        var page = Page("small");
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "link" or "img" or "iframe" or "script");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MakesTheSamePage_WhenTheRecordWasWrittenAndRead()
    {
        var record = DemonstrationJson.Read(Fill("small"));
        Assert.Equal(DemonstrationPage.Write(record), DemonstrationPage.Write(DemonstrationJson.Read(DemonstrationJson.Write(record))));
    }

    [Fact]
    public void Write_MakesAPage_WhenNothingWasMeasured() =>
        Assert.Equal(3, Parse(DemonstrationPage.Write(DemonstrationJson.Read("""{ "name": "empty" }"""))).Descendants("svg").Count());

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"description\": \"no name\" }")]
    [InlineData("{ \"name\": \"x\", \"seconds\": \"NaN\" }")]
    public void Read_Refuses_WhenItIsNoReport(string json) => Assert.Throws<JsonException>(() => DemonstrationJson.Read(json));

    [Fact]
    public void Write_DrawsWithinItsPaper_WhenNumbersAreAbsurd()
    {
        var page = Parse(DemonstrationPage.Write(new DemonstrationRecord
        {
            Name = "absurd",
            Samples = [new HealthSample { At = -1e300, Online = int.MaxValue, Health = double.NaN }, new HealthSample { At = 1e300, Online = -5, Health = double.PositiveInfinity }],
        }));
        var points = page.Descendants("polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.NotEmpty(points);
        Assert.All(points, point => Assert.All(point.Split(','), number => Assert.InRange(double.Parse(number, CultureInfo.InvariantCulture), 0, 1000)));
    }

    private static string Fill(string name) => Json.Replace("NAME", JsonEncodedText.Encode(name).ToString(), StringComparison.Ordinal);

    private static XDocument Page(string name) => Parse(DemonstrationPage.Write(DemonstrationJson.Read(Fill(name))));

    private static XDocument Parse(string html) => XDocument.Parse(html);
}
