using System.Net;
using MeshGate.Probing.PortMapping;

namespace MeshGate.Probing.Tests.PortMapping;

/// <summary>Real sockets on the loopback device: whom the client talks to, and how much it listens, is the point.</summary>
public sealed class UpnpClientTests : IAsyncDisposable
{
    private static readonly IPEndPoint Outside = IPEndPoint.Parse("203.0.113.10:51820");

    private readonly FakeIgd _router = new();
    private readonly UpnpClient _client = new(TimeProvider.System);

    public ValueTask DisposeAsync() => _router.DisposeAsync();

    [Fact]
    public async Task MapAsync_Maps_WithTheLeaseAndThePortsThatAreWanted()
    {
        Assert.Equal((Outside, null), await MapAsync());

        var call = _router.Requests[^1];
        Assert.Contains("POST /ctl", call, StringComparison.Ordinal);
        Assert.Contains("<NewInternalClient>127.0.0.10</NewInternalClient>", call, StringComparison.Ordinal);
        Assert.Contains("<NewLeaseDuration>3600</NewLeaseDuration>", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapAsync_FindsTheRouterAgain_WhenItRestarted()
    {
        await MapAsync();
        await _router.MoveAsync();

        Assert.Equal((Outside, null), await MapAsync());
        await _router.MoveAsync();
        Assert.Null(await _client.UnmapAsync(_router.Gateway, 51820, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MapAsync_TakesAnotherPort_WhenSomebodyHasThatOne()
    {
        _router.Answer = (line, body) => body.Contains(">51820</NewExternalPort>", StringComparison.Ordinal) ? FakeIgd.Fault(718) : _router.AnswerWell(line, body);
        var (external, problem) = await MapAsync();

        Assert.Null(problem);
        Assert.NotEqual(51820, external!.Port);
    }

    [Fact]
    public async Task MapAsync_MapsWithoutEnd_WhenTheRouterKnowsNothingElse()
    {
        _router.Answer = (line, body) => body.Contains(">3600</NewLeaseDuration>", StringComparison.Ordinal) ? FakeIgd.Fault(725) : _router.AnswerWell(line, body);
        var outcome = await _client.MapAsync(_router.Gateway, 51820, 51820, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.Equal((Outside, TimeSpan.Zero), (outcome.External, outcome.Lifetime));
    }

    [Theory]
    [InlineData(718, "another machine has that outside port")]
    [InlineData(606, "the router does not allow this machine a mapping")]
    public async Task MapAsync_GivesUpInWords_WhenTheRouterGoesOnRefusing(int error, string words)
    {
        _router.Answer = (line, body) => body.Contains("AddPortMapping", StringComparison.Ordinal) ? FakeIgd.Fault(error) : _router.AnswerWell(line, body);

        Assert.Equal((null, words), await MapAsync());
        Assert.InRange(_router.Requests.Count, 3, 8);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/desc.xml")]
    [InlineData("http://localhost/desc.xml")]
    [InlineData("file:///etc/passwd")]
    public async Task MapAsync_CallsNobody_WhenTheLocationIsNotTheRouters(string location)
    {
        _router.Location = () => location;

        Assert.Equal((null, "the router did not answer the search"), await MapAsync());
        Assert.Empty(_router.Requests);
    }

    [Fact]
    public async Task MapAsync_FollowsNoRedirect()
    {
        _router.Answer = (_, _) => FakeIgd.Reply(string.Empty, "302 Found", $"Location: http://{_router.Gateway.Address}:{_router.Port}/elsewhere\r\n");

        Assert.NotNull((await MapAsync()).Problem);
        Assert.Single(_router.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n<root>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n<root>")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("")]
    public async Task MapAsync_Fails_WhenTheRouterLiesAboutLengths(string answer)
    {
        _router.Answer = (_, _) => answer;

        Assert.NotNull((await MapAsync()).Problem);
    }

    [Fact]
    public async Task MapAsync_StopsReading_WhenTheRouterNeverDoes()
    {
        _router.Answer = (_, _) => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<root>{new string(' ', 8 * 1024 * 1024)}";
        Assert.Contains("too long", (await MapAsync()).Problem, StringComparison.Ordinal);

        _router.Answer = (_, _) => $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("X: yyyyyyyyyyyyyyyy\r\n", 10_000))}\r\n";
        Assert.NotNull((await MapAsync()).Problem);
    }

    private async Task<(IPEndPoint? External, string? Problem)> MapAsync()
    {
        var outcome = await _client.MapAsync(_router.Gateway, 51820, 51820, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return (outcome.External, outcome.Problem);
    }
}
