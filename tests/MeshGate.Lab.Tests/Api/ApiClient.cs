using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api;

/// <summary>Speaks to the server as plainly as possible, so that tests show what goes over the wire.</summary>
public sealed class ApiClient(HttpClient http) : IDisposable
{
    public const string Nodes = "/apis/meshgate.io/v1alpha1/meshnodes";

    public const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";

    public static string Node(string name, string spec = """{"addresses":["100.96.0.1"]}""", string metadata = "") =>
        $$"""{"apiVersion":"meshgate.io/v1alpha1","kind":"MeshNode","metadata":{"name":"{{name}}"{{metadata}}},"spec":{{spec}}}""";

    public Task<ApiAnswer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, null, accept);

    public Task<ApiAnswer> PostAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Post, path, body, type);

    public Task<ApiAnswer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body, "application/json");

    public Task<ApiAnswer> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body, "application/json");

    public Task<ApiAnswer> MergeAsync(string path, string patch) => SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    public Task<ApiAnswer> PatchAsync(string path, string patch, string type) => SendAsync(HttpMethod.Patch, path, patch, type);

    /// <summary>Creates a MeshNode and expects that to work.</summary>
    public async Task<ApiAnswer> CreateNodeAsync(string name, string spec = """{"addresses":["100.96.0.1"]}""", string metadata = "")
    {
        ApiAnswer answer = await PostAsync(Nodes, Node(name, spec, metadata));
        Assert.Equal((201, (string?)null), (answer.Code, answer.Message));
        return answer;
    }

    public async Task<WatchReader> WatchAsync(string path, string? accept = null)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path, null, null, accept);
        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return new WatchReader(response);
    }

    public async Task<string> GetTextAsync(string path) => await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string? type, string? accept)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Version = new Version(2, 0) };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } };
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return request;
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body, string? type, string? accept = null)
    {
        using HttpRequestMessage request = Request(method, path, body, type, accept);
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string[] warnings = response.Headers.TryGetValues("Warning", out IEnumerable<string>? values) ? [.. values] : [];
        return new ApiAnswer((int)response.StatusCode, JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 200 })!.AsObject(), warnings);
    }
}
