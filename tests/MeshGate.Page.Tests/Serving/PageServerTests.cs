using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using MeshGate.Page.Serving;

namespace MeshGate.Page.Tests.Serving;

public sealed partial class PageServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ServesThePage_WithAPolicyThatTrustsThisServerAlone()
    {
        await using PageHost host = await PageHost.StartAsync();

        foreach (string file in new[] { string.Empty, "page.js", "page.css", "icon.svg", "licences.txt" })
        {
            using HttpResponseMessage answer = await host.Client.GetAsync(new Uri(file, UriKind.Relative), Cancellation);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    /// <summary>Names of XML languages look like addresses and are none.</summary>
    [Fact]
    public async Task Assets_NameNoOtherServer_AndHoldNothingInline()
    {
        await using PageHost host = await PageHost.StartAsync();
        string page = await host.Client.GetStringAsync(new Uri(string.Empty, UriKind.Relative), Cancellation);
        string style = await host.Client.GetStringAsync(new Uri("page.css", UriKind.Relative), Cancellation);
        string script = await host.Client.GetStringAsync(new Uri("page.js", UriKind.Relative), Cancellation);

        Assert.Empty(Address().Matches(page + style));
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?! src=\"page.js\" defer>)", page);
        Assert.DoesNotMatch(" on[a-z]+=", page);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\beval\\(|new Function\\(|importScripts|new WebSocket|XMLHttpRequest|sendBeacon", script);
        Assert.All(Address().Matches(script).Select(match => match.Value), address => Assert.StartsWith("http://www.w3.org/", address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "../../etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("GET", "v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "v1/pairs/a", HttpStatusCode.NotFound)]
    [InlineData("GET", "v1/pairs/a/b/c", HttpStatusCode.NotFound)]
    [InlineData("POST", "v1/snapshot", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "v1/snapshot", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "v1/snapshot", HttpStatusCode.OK)]
    [InlineData("HEAD", "v1/events", HttpStatusCode.OK)]
    public async Task Send_IsAnswered(string method, string path, HttpStatusCode expected)
    {
        await using PageHost host = await PageHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using HttpResponseMessage answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Get_IsRefused_UnderAForeignName()
    {
        await using PageHost host = await PageHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1/snapshot", UriKind.Relative));
        request.Headers.Host = "mesh.example.org";
        using HttpResponseMessage answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(PageVerdict.Unknown, HttpStatusCode.Unauthorized)]
    [InlineData(PageVerdict.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(PageVerdict.TooMany, HttpStatusCode.TooManyRequests)]
    [InlineData(PageVerdict.Unavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Get_ShowsNothingOfTheMesh_ToWhomTheGateKeepsOut(PageVerdict verdict, HttpStatusCode expected)
    {
        var gate = new FakeGate(verdict);
        await using PageHost host = await PageHost.StartAsync(gate);

        foreach (string path in new[] { "v1/snapshot", "v1/events", "v1/pairs/eu-central-1/eu-central-6", "v1/nothing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "secret-token") } };
            using HttpResponseMessage answer = await host.Client.SendAsync(request, Cancellation);
            Assert.Equal(expected, answer.StatusCode);
            string body = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("eu-central", body, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-token", body, StringComparison.Ordinal);
        }

        Assert.Equal("secret-token", gate.Asked);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync(new Uri("page.js", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Snapshot_HoldsTheMesh_AndAPairIsExplained()
    {
        await using PageHost host = await PageHost.StartAsync();
        using JsonDocument snapshot = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("v1/snapshot", UriKind.Relative), Cancellation));
        using JsonDocument pair = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("v1/pairs/eu-central-1/eu-central-6", UriKind.Relative), Cancellation));

        Assert.True(snapshot.RootElement.GetProperty("full").GetBoolean());
        Assert.Equal(50, snapshot.RootElement.GetProperty("nodes").GetArrayLength());
        Assert.Contains("eu-central-1 measures", pair.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("There is no MeshNode <b>.", JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("v1/pairs/eu-central-1/%3Cb%3E", UriKind.Relative), Cancellation)).RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Events_BeginWithTheWholePicture_ThenTellAFailover()
    {
        await using PageHost host = await PageHost.StartAsync();
        host.Source.Change(mesh => mesh.GoDirect("eu-central-1", "eu-central-6"));
        using StreamReader stream = new(await host.Client.GetStreamAsync(new Uri("v1/events", UriKind.Relative), Cancellation));
        using JsonDocument whole = await NextAsync(stream);
        Assert.Equal(50, whole.RootElement.GetProperty("nodes").GetArrayLength());

        host.Source.Change(mesh => mesh.FailOver("eu-central-1", "eu-central-6", "eu-central-3"));
        string? failover;
        do
        {
            using JsonDocument update = await NextAsync(stream);
            Assert.Equal(0, update.RootElement.GetProperty("nodes").GetArrayLength());
            failover = update.RootElement.GetProperty("happenings").EnumerateArray()
                .Where(happening => happening.GetProperty("kind").GetString() == "Failover")
                .Select(happening => happening.GetProperty("text").GetString())
                .FirstOrDefault();
        }
        while (failover is null);

        Assert.Contains("to the relay eu-central-3", failover, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_EndWhenTheirTimeIsOver_SoThatWhoLooksIsAskedAnew()
    {
        await using PageHost host = await PageHost.StartAsync(change: options => options with { StreamLimit = TimeSpan.FromSeconds(1) });
        using StreamReader stream = new(await host.Client.GetStreamAsync(new Uri("v1/events", UriKind.Relative), Cancellation));

        Assert.Contains("\"full\":true", await stream.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> NextAsync(StreamReader stream)
    {
        string? line;
        do
        {
            line = await stream.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        }
        while (line is not null && !line.StartsWith("data: ", StringComparison.Ordinal));

        return JsonDocument.Parse(line!["data: ".Length..]);
    }

    [GeneratedRegex("""(?:https?|wss?):(?:\\?/){2}[a-zA-Z0-9$][^"'`\s)]*|(?:src|href)="//""")]
    private static partial Regex Address();

    private sealed class FakeGate(PageVerdict verdict) : IPageGate
    {
        public string? Asked { get; private set; }

        public Task<PageVerdict> AdmitAsync(string? token, CancellationToken cancellationToken)
        {
            Asked = token ?? Asked;
            return Task.FromResult(verdict);
        }
    }
}
