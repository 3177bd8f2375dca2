using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Discovery;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Watching;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Takes each request through authentication, authorization and its handler, and turns refusals into Status objects.</summary>
public sealed partial class RequestPipeline
{
    private readonly ApiServices _services;
    private readonly TokenAuthenticator _authenticator;
    private readonly ILogger _logger;
    private readonly DiscoveryHandler _discovery;
    private readonly ReadHandler _reader;
    private readonly WriteHandler _writer;
    private readonly DeleteHandler _deleter;
    private readonly WatchHandler _watcher;

    /// <summary>Makes the pipeline.</summary>
    public RequestPipeline(ApiServices services, TokenAuthenticator authenticator, ILogger logger)
    {
        _services = services;
        _authenticator = authenticator;
        _logger = logger;
        _discovery = new DiscoveryHandler(services.Catalog);
        _reader = new ReadHandler(services);
        _writer = new WriteHandler(services, _reader);
        _deleter = new DeleteHandler(services);
        _watcher = new WatchHandler(services);
    }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (ApiStatusException refusal)
        {
            await ResponseWriter.WriteAsync(context, refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left.
        }
        catch (BadHttpRequestException broken)
        {
            await ResponseWriter.WriteAsync(context, Refusal.BadRequest(broken.Message));
        }
        catch (Exception failure)
        {
            LogFailure(failure, context.Request.Method, context.Request.Path);
            await ResponseWriter.WriteAsync(context, new ApiStatusException(500, "InternalError", "Internal error occurred: the server's log says more"));
        }
    }

    private static string Verb(string method, RequestPath path, RequestQuery query) => (method, path.Name) switch
    {
        ("GET" or "HEAD", null) => query.IsWatch ? "watch" : "list",
        ("GET" or "HEAD", _) => "get",
        ("POST", _) => "create",
        ("PUT", not null) => "update",
        ("PATCH", not null) => "patch",
        ("DELETE", null) => "deletecollection",
        ("DELETE", _) => "delete",
        _ => throw Refusal.MethodNotAllowed(),
    };

    private async Task RouteAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (await _discovery.TryAnswerPublicAsync(context, path))
        {
            return;
        }

        ApiToken user = _authenticator.Authenticate(context.Request.Headers.Authorization) ?? throw Refusal.Unauthorized();
        if (RequestPath.Parse(path) is { } target)
        {
            await AnswerAsync(context, user, target);
        }
        else if (path == "/meshgate/compact")
        {
            await CompactAsync(context, user);
        }
        else if (!await _discovery.TryAnswerAsync(context, path))
        {
            throw Refusal.NoSuchResource();
        }
    }

    private async Task AnswerAsync(HttpContext context, ApiToken user, RequestPath path)
    {
        var query = new RequestQuery(context.Request.Query);
        string verb = Verb(context.Request.Method, path, query);
        if (verb != "create")
        {
            // Who may create may depend on the name, which stands in the body.
            _services.Authorizer.Authorize(user, verb, path);
        }

        ServedResource resource = Find(path);
        bool isCollectionInNamespace = path.Namespace is not null;
        if (isCollectionInNamespace && !resource.IsNamespaced)
        {
            throw Refusal.NoSuchResource();
        }

        if (path.Name is not null && resource.IsNamespaced && !isCollectionInNamespace)
        {
            throw Refusal.NoSuchResource();
        }

        if (resource.IsReadOnly && verb is not ("get" or "list" or "watch"))
        {
            throw Refusal.MethodNotAllowed();
        }

        await (verb switch
        {
            "get" => _reader.GetAsync(context, resource, path, query),
            "list" => _reader.ListAsync(context, resource, path, query),
            "watch" => _watcher.WatchAsync(context, resource, path, query),
            "create" when path.Name is null => _writer.CreateAsync(context, user, resource, path, query),
            "update" => _writer.UpdateAsync(context, resource, path, query),
            "patch" => _writer.PatchAsync(context, resource, path, query),
            "delete" when path.Subresource is null => _deleter.DeleteAsync(context, resource, path, query),
            "deletecollection" => _deleter.DeleteCollectionAsync(context, resource, path, query),
            _ => throw Refusal.MethodNotAllowed(),
        });
    }

    private ServedResource Find(RequestPath path)
    {
        if (path.Group == "admissionregistration.k8s.io")
        {
            throw new ApiStatusException(404, "NotFound", $"admission is not part of this server: {path.Plural}.{path.Group} are not served", new StatusDetails());
        }

        ServedResource resource = _services.Catalog.Find(path.Group, path.Version, path.Plural) ?? throw Refusal.NoSuchResource();
        bool isKnown = path.Subresource is null || (path.Subresource == "status" && resource.HasStatus);
        return isKnown ? resource : throw Refusal.NoSuchResource();
    }

    private Task CompactAsync(HttpContext context, ApiToken user)
    {
        if (user.Role != ApiRole.Admin)
        {
            throw Refusal.Forbidden($"forbidden: User \"{user.User}\" cannot post path \"/meshgate/compact\"", new StatusDetails());
        }

        if (context.Request.Method != "POST")
        {
            throw Refusal.MethodNotAllowed();
        }

        _services.Store.Compact(context.Request.Query["expireWatches"] == "true");
        return ResponseWriter.WriteAsync(context, 200, StatusObject.Success(new StatusDetails()));
    }
}
