using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Wire;

/// <summary>Speaks to a server as plainly as possible, so that tests show what goes over the wire.</summary>
public sealed class WireClient : IDisposable
{
    public const string Nodes = "/apis/meshgate.io/v1alpha1/meshnodes";

    private readonly HttpClient _http;

    public WireClient(IContractServer server, ContractUser user)
        : this(server, server.Token(user))
    {
    }

    public WireClient(IContractServer server, string? token)
    {
        _http = new HttpClient(Handler(server.AuthorityPem)) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>TLS that trusts one authority and no other.</summary>
    public static SocketsHttpHandler Handler(string authorityPem) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509Certificate2.CreateFromPem(authorityPem) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public Task<WireAnswer> GetAsync(string path, string accept = "application/json") => SendAsync(HttpMethod.Get, path, null, null, accept);

    public Task<WireAnswer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body, "application/json");

    public Task<WireAnswer> PutAsync(string path, JsonObject body) => SendAsync(HttpMethod.Put, path, body.ToJsonString(), "application/json");

    public Task<WireAnswer> MergeAsync(string path, string patch) => SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    /// <summary>Server-side apply that changes nothing (dry run), by a manager who overrules others.</summary>
    public Task<WireAnswer> DryApplyAsync(string path, string body) =>
        SendAsync(HttpMethod.Patch, $"{path}?fieldManager=contract&force=true&dryRun=All", body, "application/apply-patch+yaml");

    public Task<WireAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null);

    /// <summary>Opens a watch. Its answer must be 200.</summary>
    public async Task<WireWatch> WatchAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path, null, null, "application/json");
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new WireWatch(response);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string? type, string accept)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } };
        }

        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }

    private async Task<WireAnswer> SendAsync(HttpMethod method, string path, string? body, string? type, string accept = "application/json")
    {
        using var request = Request(method, path, body, type, accept);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new WireAnswer((int)response.StatusCode, JsonNode.Parse(text)!.AsObject());
    }
}
