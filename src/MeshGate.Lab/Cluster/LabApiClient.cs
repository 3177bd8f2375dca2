using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Cluster;

/// <summary>What the lab asks of the Kubernetes API: read, apply, delete. Objects stay JSON, so that scenarios may use any kind.</summary>
public sealed class LabApiClient : IDisposable
{
    private const string MergePatch = "application/merge-patch+json";
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<(string ApiVersion, string Kind), (string Plural, bool Namespaced)> _kinds = new();

    /// <summary>A client of the API at an address, trusting one authority alone.</summary>
    public LabApiClient(Uri address, string token, string authorityFile)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        _client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(20),
            MaxResponseContentBufferSize = 64 * 1024 * 1024,
        };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The group and version that a kind has where a scenario names none.</summary>
    public static string DefaultApiVersion(string kind) => kind switch
    {
        "MeshNode" or "MeshPolicy" or "MeshRoute" => Kubernetes.Entities.MeshGateApi.GroupVersion,
        "Lease" => "coordination.k8s.io/v1",
        "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
        _ => "v1",
    };

    /// <summary>Whether the API answers and serves MeshGate's kinds.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        IsReadyAsync($"apis/{Kubernetes.Entities.MeshGateApi.GroupVersion}", cancellationToken);

    /// <summary>Whether the API answers a GET of a path, such as <c>readyz</c>.</summary>
    public async Task<bool> IsReadyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether the API answers, names a kind of objects in its discovery, and lists them.</summary>
    /// <param name="groupVersion">The group and version, such as <c>meshgate.io/v1alpha1</c>.</param>
    /// <param name="plural">The plural, such as <c>meshnodes</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<bool> ServesAsync(string groupVersion, string plural, CancellationToken cancellationToken)
    {
        try
        {
            var resources = (await SendAsync(HttpMethod.Get, $"apis/{groupVersion}", null, cancellationToken))["resources"] as JsonArray ?? [];
            return resources.Any(r => (string?)r!["name"] == plural)
                && await IsReadyAsync($"apis/{groupVersion}/{plural}?limit=1", cancellationToken);
        }
        catch (ApiException)
        {
            return false;
        }
    }

    /// <summary>An object, or null when there is none.</summary>
    public async Task<JsonObject?> GetAsync(string? apiVersion, string kind, string? ns, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, await PathAsync(apiVersion, kind, ns, name, cancellationToken), null, cancellationToken);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>All objects of a cluster-scoped kind, by name.</summary>
    public async Task<IReadOnlyDictionary<string, JsonObject>> ListAsync(string kind, CancellationToken cancellationToken)
    {
        var list = await SendAsync(HttpMethod.Get, await PathAsync(null, kind, null, null, cancellationToken), null, cancellationToken);
        return (list["items"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .ToDictionary(o => (string)o["metadata"]!["name"]!, StringComparer.Ordinal);
    }

    /// <summary>
    /// Creates the object, or changes the existing one by merge patch. A <c>status</c> in it goes through the status
    /// subresource afterwards, as controllers write it.
    /// </summary>
    /// <exception cref="ApiException">The API refused it.</exception>
    public async Task ApplyAsync(JsonObject body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (apiVersion, kind) = ((string)body["apiVersion"]!, (string)body["kind"]!);
        var (ns, name) = ((string?)body["metadata"]!["namespace"], (string)body["metadata"]!["name"]!);
        var collection = await PathAsync(apiVersion, kind, ns, null, cancellationToken);
        var wanted = (JsonObject)body.DeepClone();
        wanted.Remove("status", out var status);
        try
        {
            await SendAsync(HttpMethod.Post, collection, Content(wanted, "application/json"), cancellationToken);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Conflict)
        {
            await SendAsync(HttpMethod.Patch, $"{collection}/{name}", Content(wanted, MergePatch), cancellationToken);
        }

        if (status is not null)
        {
            await SendAsync(
                HttpMethod.Patch,
                $"{collection}/{name}/status",
                Content(new JsonObject { ["status"] = status }, MergePatch),
                cancellationToken);
        }
    }

    /// <summary>Makes a namespace unless it is there, or the API has no such kind.</summary>
    public async Task EnsureNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyAsync(
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } },
                cancellationToken);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // An API without namespaces of its own accepts any name.
        }
    }

    /// <summary>Deletes an object that must exist.</summary>
    public async Task DeleteAsync(string? apiVersion, string kind, string? ns, string name, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Delete, await PathAsync(apiVersion, kind, ns, name, cancellationToken), null, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private static StringContent Content(JsonObject body, string type) => new(body.ToJsonString(), Encoding.UTF8, type);

    private async Task<string> PathAsync(string? apiVersion, string kind, string? ns, string? name, CancellationToken cancellationToken)
    {
        var version = apiVersion ?? DefaultApiVersion(kind);
        var root = version.Contains('/', StringComparison.Ordinal) ? $"apis/{version}" : $"api/{version}";
        if (!_kinds.TryGetValue((version, kind), out var found))
        {
            var resources = (await SendAsync(HttpMethod.Get, root, null, cancellationToken))["resources"] as JsonArray ?? [];
            var resource = resources.FirstOrDefault(
                r => (string?)r!["kind"] == kind && !((string?)r["name"] ?? "/").Contains('/', StringComparison.Ordinal))
                ?? throw new ApiException(HttpStatusCode.NotFound, $"The API has no kind {kind} in {version}.");
            _kinds[(version, kind)] = found = ((string)resource["name"]!, (bool?)resource["namespaced"] ?? false);
        }

        return root + (found.Namespaced ? $"/namespaces/{ns ?? "default"}" : string.Empty) + $"/{found.Plural}"
            + (name is null ? string.Empty : $"/{Uri.EscapeDataString(name)}");
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var body = Parse(text);
            return response.IsSuccessStatusCode && body is not null
                ? body
                : throw new ApiException(
                    response.StatusCode, (string?)body?["message"] ?? $"{method} {path}: {(int)response.StatusCode} {text.Trim()}");
        }
        catch (HttpRequestException e)
        {
            throw new ApiException($"The API does not answer to {method} {path}: {(e.InnerException ?? e).Message}", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException("The API does not answer in time.", e);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
