using System.Text;
using System.Text.Json;
using MeshGate.Kubernetes.Snapshots;
using Microsoft.AspNetCore.Http;

namespace MeshGate.Page.Serving;

/// <summary>Answers the page's requests: its files to everybody, the mesh to whom the gate lets in. Nothing can be changed through it.</summary>
internal sealed class PageHandler(PageOptions options, IMeshSource source, PictureFeed feed, IPageGate gate, TimeProvider time)
{
    private const string Root = "/topology/";
    private const string Data = Root + "v1/";
    private const string Pairs = Data + "pairs/";
    private const string Scheme = "Bearer ";
    private const int LongestToken = 16_384;
    private const int LongestName = 253;
    private static readonly byte[] Before = "data: "u8.ToArray();
    private static readonly byte[] After = "\n\n"u8.ToArray();
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Answers one request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        PageHeaders.Set(context.Response.Headers);
        if (options.LoopbackOnly && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This page is served to this machine alone.");
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Nothing can be changed here.");
        }

        string path = context.Request.Path.Value ?? "/";
        if (path.StartsWith(Data, StringComparison.Ordinal))
        {
            return DataAsync(context, path);
        }

        if (path is "/" or "/topology")
        {
            context.Response.Redirect(Root);
            return Task.CompletedTask;
        }

        string name = path == Root ? "index.html" : path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : string.Empty;
        return PageAssets.Find(name) is { } asset ? FileAsync(context, asset) : RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such page.");
    }

    private async Task DataAsync(HttpContext context, string path)
    {
        PageVerdict verdict = await gate.AdmitAsync(TokenOf(context.Request), context.RequestAborted);
        if (verdict != PageVerdict.Admitted)
        {
            await RefuseAsync(context, verdict);
            return;
        }

        // A request that comes before the caches are filled waits a little rather than show an empty mesh.
        if (!feed.First.IsCompleted)
        {
            await Task.WhenAny(feed.First, Task.Delay(TimeSpan.FromSeconds(5), time, context.RequestAborted));
        }

        if (!feed.First.IsCompletedSuccessfully)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The mesh has not been read yet.");
        }
        else if (path == Data + "snapshot")
        {
            await JsonAsync(context, feed.Snapshot());
        }
        else if (path == Data + "events")
        {
            await StreamAsync(context);
        }
        else if (path.StartsWith(Pairs, StringComparison.Ordinal) && path[Pairs.Length..].Split('/') is [{ Length: > 0 and <= LongestName } one, { Length: > 0 and <= LongestName } other])
        {
            await JsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(PairLines.Explain(source.Nodes(), one, other), PageJson.Default.PairLines));
        }
        else
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such thing to read.");
        }
    }

    // Server-Sent Events (WHATWG HTML, section 9.2): each update is one event, with a comment now and then so that a dead connection is noticed.
    private async Task StreamAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = "text/event-stream";
            return;
        }

        using PictureWatcher? watcher = feed.Watch();
        if (watcher is null)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many look at the mesh already.");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        using var limit = new CancellationTokenSource(options.StreamLimit, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            while (await NextAsync(watcher, ends.Token))
            {
                while (watcher.Updates.TryRead(out byte[]? update))
                {
                    await context.Response.Body.WriteAsync(Before, ends.Token);
                    await context.Response.Body.WriteAsync(update, ends.Token);
                    await context.Response.Body.WriteAsync(After, ends.Token);
                }

                await context.Response.Body.FlushAsync(ends.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader went away, or is to ask anew.
        }

        async Task<bool> NextAsync(PictureWatcher of, CancellationToken cancellationToken)
        {
            Task<bool> next = of.Updates.WaitToReadAsync(cancellationToken).AsTask();
            while (true)
            {
                try
                {
                    return await next.WaitAsync(Heartbeat, time, cancellationToken);
                }
                catch (TimeoutException)
                {
                    await context.Response.Body.WriteAsync(Comment, cancellationToken);
                    await context.Response.Body.FlushAsync(cancellationToken);
                }
            }
        }
    }

    private static string? TokenOf(HttpRequest request)
        => request.Headers.Authorization is [{ Length: <= LongestToken } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    private static Task FileAsync(HttpContext context, PageAsset asset)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return BodyAsync(context, asset.Type, asset.Content);
    }

    private static Task JsonAsync(HttpContext context, byte[] json) => BodyAsync(context, "application/json", json);

    private static Task RefuseAsync(HttpContext context, PageVerdict verdict)
    {
        if (verdict == PageVerdict.Unknown)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"meshgate\"";
        }

        return verdict switch
        {
            PageVerdict.Unknown => RefuseAsync(context, StatusCodes.Status401Unauthorized, "A valid token of the cluster is needed."),
            PageVerdict.Forbidden => RefuseAsync(context, StatusCodes.Status403Forbidden, "Whoever this token belongs to may not get /topology/v1."),
            PageVerdict.TooMany => RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many tokens are asked about. Try again in a moment."),
            _ => RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The Kubernetes API cannot be asked about the token."),
        };
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return BodyAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(why + "\n"));
    }

    private static async Task BodyAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }
}
