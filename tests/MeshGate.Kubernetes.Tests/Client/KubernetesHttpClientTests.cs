using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Client;

public sealed class KubernetesHttpClientTests : IDisposable
{
    private readonly FakeApiHandler _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly KubernetesHttpClient _client;

    public KubernetesHttpClientTests() => _client = ClientUnderTest.Create(_api, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task GetAsync_ReadsTheObjectWithoutManagedFields_WhenItExists()
    {
        _api.Answer(Json.Node("a", "5"));
        var node = await _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        Assert.NotNull(node);
        Assert.Equal(51820, node.Spec.ListenPort);
        Assert.Null(node.Metadata.ManagedFields);
        var request = Assert.Single(_api.Requests);
        Assert.Equal("/apis/meshgate.io/v1alpha1/meshnodes/a", request.Path);
        Assert.Equal("Bearer sesame", request.Authorization);
    }

    [Fact]
    public async Task GetAsync_AnswersNull_WhenThereIsNone()
    {
        _api.Answer(HttpStatusCode.NotFound, Json.Status(404, "NotFound", "no"));
        Assert.Null(await _client.GetAsync(Resources.Leases, new NamespacedName("ns", "a"), Token));
        Assert.Equal("/apis/coordination.k8s.io/v1/namespaces/ns/leases/a", Assert.Single(_api.Requests).Path);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a?x")]
    public async Task GetAsync_RefusesToSend_WhenTheNameWouldLeaveThePath(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster(name), Token));
        Assert.Empty(_api.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, true, 2)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true, 2)]
    [InlineData(HttpStatusCode.ServiceUnavailable, false, 1)]
    [InlineData(HttpStatusCode.InternalServerError, true, 1)]
    public async Task CreateAsync_ComesAgainWhenAsked_AndOnlyThen(HttpStatusCode code, bool asked, int attempts)
    {
        _api.Answer(code, Json.Status((int)code, "Unwell", "no"), asked ? [("Retry-After", "7")] : []).Answer(Json.Node("a", "5"));
        var start = _time.GetUtcNow();
        var create = _client.CreateAsync(Resources.MeshNodes, new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } }, Token);
        await _time.UntilAsync(() => create.IsCompleted, TimeSpan.FromMilliseconds(100));
        Assert.Equal((attempts, attempts == 2), (_api.Requests.Count, create.IsCompletedSuccessfully));
        if (attempts == 2)
        {
            Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
        }
        else
        {
            await Assert.ThrowsAsync<KubernetesApiException>(() => create);
        }
    }

    [Fact]
    public async Task PatchAsync_ThrowsWhatTheStatusSays_WhenTheVersionIsStale()
    {
        _api.Answer(HttpStatusCode.Conflict, Json.Status(409, "Conflict", "the object has been modified"));
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = "1" } };
        var error = await Assert.ThrowsAsync<KubernetesApiException>(
            () => _client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), patch, "status", Token));
        Assert.Equal((HttpStatusCode.Conflict, "Conflict", "the object has been modified"), (error.Code, error.Reason, error.Message));
        var request = Assert.Single(_api.Requests);
        Assert.Equal(("PATCH", "/apis/meshgate.io/v1alpha1/meshnodes/a/status"), (request.Method, request.Path));
        Assert.Equal("application/merge-patch+json", request.ContentType);
        Assert.Equal("""{"metadata":{"resourceVersion":"1"}}""", request.Body);
    }

    [Fact]
    public async Task CreateAsync_PostsToTheNamespace_WhenTheKindHasOne()
    {
        _api.Answer(HttpStatusCode.Created, """{"metadata":{"name":"e","namespace":"ns"}}""");
        var created = await _client.CreateAsync(
            Resources.Events, new Corev1Event { Metadata = new V1ObjectMeta { Name = "e", NamespaceProperty = "ns" } }, Token);
        Assert.Equal("Event", created.Kind);
        Assert.Equal(("POST", "/api/v1/namespaces/ns/events"), (_api.Requests.First().Method, _api.Requests.First().Path));
    }

    [Fact]
    public async Task CreateAsync_IsNotRepeated_WhenTheConnectionBreaks()
    {
        _api.Break().Answer(Json.Node("a", "1"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.CreateAsync(
            Resources.MeshNodes, new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } }, Token));
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task DeleteAsync_IsNoError_WhenTheObjectIsGone()
    {
        _api.Answer(HttpStatusCode.NotFound, Json.Status(404, "NotFound", "no"));
        await _client.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
    }

    [Fact]
    public async Task GetAsync_TriesAgain_WhenTheConnectionBreaks()
    {
        _api.Break().Answer(HttpStatusCode.ServiceUnavailable, "upstream is away").Answer(Json.Node("a", "1"));
        var get = _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => get.IsCompleted, TimeSpan.FromMilliseconds(50));
        Assert.NotNull(await get);
    }

    [Fact]
    public async Task GetAsync_WaitsAsLongAsAsked_WhenRefusedWithRetryAfter()
    {
        _api.Answer(HttpStatusCode.TooManyRequests, Json.Status(429, "TooManyRequests", "slow down"), ("Retry-After", "7")).Answer(Json.Node("a", "1"));
        var start = _time.GetUtcNow();
        var get = _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => get.IsCompleted, TimeSpan.FromMilliseconds(100));
        Assert.NotNull(await get);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task GetAsync_HandsRetryAfterOn_WhenItIsTooLongToWaitHere()
    {
        _api.Answer(HttpStatusCode.TooManyRequests, Json.Status(429, "TooManyRequests", "slow down"), ("Retry-After", "600"));
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token));
        Assert.Equal(TimeSpan.FromSeconds(600), error.RetryAfter);
    }

    [Fact]
    public async Task GetAsync_GivesUp_WhenEveryTryFails()
    {
        var get = _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => get.IsCompleted, TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<HttpRequestException>(() => get);
        Assert.Equal(4, _api.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"items\":7}")]
    [InlineData("{\"items\":[null]}")]
    [InlineData("{\"items\":[{\"spec\":")]
    [InlineData("{\"metadata\":7}")]
    public async Task ListAsync_ThrowsATransportError_WhenTheAnswerIsNoList(string body)
    {
        using var client = ClientUnderTest.Create(_api, _time, new KubernetesClientOptions { MaxRetries = 0 });
        _api.Answer(body);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.ListAsync(Resources.MeshNodes, new ListQuery(), Token));
    }

    [Fact]
    public async Task ListAsync_ReadsPageAndToken_WhenThereIsMore()
    {
        _api.Answer(Json.List("9", "more", Json.Node("a", "1"), Json.Node("b", "2")));
        var page = await _client.ListAsync(
            Resources.MeshNodes, new ListQuery { Limit = 2, LabelSelector = "a=b,c", FieldSelector = "metadata.name=a" }, Token);
        Assert.Equal(["a", "b"], page.Items.Select(i => i.Metadata.Name));
        Assert.Equal(("9", "more"), (page.ResourceVersion, page.Continue));
        Assert.Equal(
            "/apis/meshgate.io/v1alpha1/meshnodes?labelSelector=a%3Db%2Cc&fieldSelector=metadata.name%3Da&limit=2", Assert.Single(_api.Requests).Path);
    }

    [Fact]
    public async Task ListAsync_Refuses_WhenTheAnswerExceedsItsBound()
    {
        using var client = ClientUnderTest.Create(_api, _time, new KubernetesClientOptions { MaxRetries = 0, MaxResponseBytes = 100 });
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.ListAsync(Resources.MeshNodes, new ListQuery(), Token));
    }

    [Fact]
    public async Task GetAsync_IsCancelled_WhenTheCallerCancels()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), source.Token));
    }
}
