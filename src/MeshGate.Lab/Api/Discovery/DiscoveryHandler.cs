using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Discovery;

/// <summary>Answers what the server is and what it serves.</summary>
/// <param name="catalog">What it serves.</param>
public sealed class DiscoveryHandler(ResourceCatalog catalog)
{
    /// <summary>Answers the paths that need no token.</summary>
    /// <returns>Whether the path is one of them.</returns>
    public async Task<bool> TryAnswerPublicAsync(HttpContext context, string path)
    {
        switch (path)
        {
            case "/healthz" or "/livez" or "/readyz":
                await ResponseWriter.WriteTextAsync(context, "ok");
                return true;
            case "/version" or "/version/":
                await ResponseWriter.WriteAsync(context, 200, DiscoveryDocuments.Version());
                return true;
            default:
                return false;
        }
    }

    /// <summary>Answers the paths that describe the API.</summary>
    /// <returns>Whether the path is one of them.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext context, string path)
    {
        if (Find(context, path) is not { } document)
        {
            return false;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            throw Refusal.MethodNotAllowed();
        }

        await ResponseWriter.WriteAsync(context, 200, document);
        return true;
    }

    private JsonObject? Find(HttpContext context, string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] => DiscoveryDocuments.Paths(catalog.All),
            ["api"] => DiscoveryDocuments.CoreVersions(context.Request.Host.Value ?? string.Empty),
            ["apis"] => DiscoveryDocuments.Groups(catalog.All),
            ["api", var version] => DiscoveryDocuments.Resources(catalog.All, string.Empty, version),
            ["apis", var group] => DiscoveryDocuments.Group(catalog.All, group),
            ["apis", var group, var version] => DiscoveryDocuments.Resources(catalog.All, group, version),
            ["openapi", "v2"] => OpenApiV2(context),
            ["openapi", "v3"] => OpenApiV3Document.Index(catalog.All),
            ["openapi", "v3", "api", var version] => OpenApiV3Document.Create(catalog.All, string.Empty, version),
            ["openapi", "v3", "apis", var group, var version] => OpenApiV3Document.Create(catalog.All, group, version),
            _ => null,
        };
    }

    private JsonObject OpenApiV2(HttpContext context)
    {
        // Clients that read protobuf alone cope with the refusal, but not with JSON.
        string accept = context.Request.Headers.Accept.ToString();
        if (accept.Contains("protobuf", StringComparison.Ordinal) && !accept.Contains("json", StringComparison.Ordinal))
        {
            throw new ApiStatusException(406, "NotAcceptable", "only the following media types are accepted: application/json", new StatusDetails());
        }

        return OpenApiV2Document.Create(catalog.All);
    }
}
