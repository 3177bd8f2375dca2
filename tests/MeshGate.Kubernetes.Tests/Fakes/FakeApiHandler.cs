using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>Answers requests with what was lined up for them, and remembers them.</summary>
internal sealed class FakeApiHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _lists = new();
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _watches = new();

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public IEnumerable<SeenRequest> Lists => Requests.Where(r => !r.IsWatch);

    public IEnumerable<SeenRequest> Watches => Requests.Where(r => r.IsWatch);

    /// <summary>Lines up an answer to a request other than a watch. Without one the request fails like a refused connection.</summary>
    public FakeApiHandler Answer(HttpStatusCode code, string body, params (string Name, string Value)[] headers)
    {
        _lists.Enqueue(() =>
        {
            var response = new HttpResponseMessage(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });
        return this;
    }

    /// <summary>Lines up an answer to a request other than a watch: success.</summary>
    public FakeApiHandler Answer(string body) => Answer(HttpStatusCode.OK, body);

    /// <summary>Lines up a connection that breaks before an answer.</summary>
    public FakeApiHandler Break()
    {
        _lists.Enqueue(() => throw new HttpRequestException("connection reset"));
        return this;
    }

    /// <summary>Lines up a watch.</summary>
    public WatchScript Watch()
    {
        var script = new WatchScript();
        _watches.Enqueue(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(script.Stream) });
        return script;
    }

    /// <summary>Lines up a watch that is refused.</summary>
    public FakeApiHandler RefuseWatch(HttpStatusCode code, string body)
    {
        _watches.Enqueue(() => new HttpResponseMessage(code) { Content = new StringContent(body) });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new SeenRequest(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Headers.Authorization?.ToString(),
            request.Content?.Headers.ContentType?.MediaType,
            body);
        Requests.Enqueue(seen);
        return (seen.IsWatch ? _watches : _lists).TryDequeue(out var answer) ? answer() : throw new HttpRequestException("connection refused");
    }
}
