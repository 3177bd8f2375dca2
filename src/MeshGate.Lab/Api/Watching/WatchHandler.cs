using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;
using MeshGate.Lab.Api.Selecting;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;
using MeshGate.Lab.Api.Tables;

namespace MeshGate.Lab.Api.Watching;

/// <summary>Answers watches: one JSON object for each event, until the time is up, the client leaves or the server stops.</summary>
/// <param name="services">What handlers share.</param>
public sealed class WatchHandler(ApiServices services)
{
    /// <summary>Streams a watch.</summary>
    public async Task WatchAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        if (query.HasSendInitialEvents)
        {
            // Clients know this refusal and fall back to a list.
            var forbidden = FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled");
            var details = new StatusDetails { Group = "meta.k8s.io", Kind = "ListOptions", Causes = [new StatusCause(forbidden.Reason, forbidden.Body, forbidden.Field)] };
            throw new ApiStatusException(422, "Invalid", $"ListOptions.meta.k8s.io \"\" is invalid: {forbidden}", details);
        }

        var selector = ObjectSelector.Read(resource, path, query);
        long? from = query.ResourceVersion is > 0 ? query.ResourceVersion : null;
        TableRenderer? table = MediaType.WantsTable(context.Request.Headers.Accept) ? new TableRenderer(resource, query.IncludeObject) : null;
        Watcher watcher = services.Store.Watch(resource.StorageKey, selector.Scope, from, query.WantsBookmarks);
        try
        {
            await using ITimer timer = services.Clock.CreateTimer(_ => services.Store.Close(watcher), null, Lifetime(query), Timeout.InfiniteTimeSpan);
            await StreamAsync(context, watcher, new WatchFilter(selector, resource), new EventWriter(this, resource, from, table));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left: nobody is there to be told.
        }
        finally
        {
            services.Store.Unwatch(resource.StorageKey, watcher);
        }
    }

    private static async Task StreamAsync(HttpContext context, Watcher watcher, WatchFilter filter, EventWriter writer)
    {
        context.Response.ContentType = MediaType.Json;
        PipeWriter body = context.Response.BodyWriter;
        foreach (StoreEvent change in watcher.Backlog)
        {
            writer.Write(body, change, filter);
        }

        // The headers go out at once, also when there is nothing to tell yet: clients wait for them.
        await body.FlushAsync(context.RequestAborted);
        while (await watcher.Events.WaitToReadAsync(context.RequestAborted))
        {
            while (watcher.Events.TryRead(out StoreEvent? change))
            {
                writer.Write(body, change, filter);
            }

            await body.FlushAsync(context.RequestAborted);
        }
    }

    private TimeSpan Lifetime(RequestQuery query)
    {
        if (query.TimeoutSeconds > 0)
        {
            return TimeSpan.FromSeconds(Math.Min(query.TimeoutSeconds, 7 * 24 * 3600));
        }

        // Watches that began together shall not all come back together.
        int spread = (int)services.WatchTimeout.TotalMilliseconds + 1;
        return services.WatchTimeout + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(spread));
    }

    private sealed class EventWriter(WatchHandler owner, ServedResource resource, long? from, TableRenderer? table)
    {
        private bool _hasColumns = true;

        public void Write(IBufferWriter<byte> body, StoreEvent change, WatchFilter filter)
        {
            switch (change.Type)
            {
                case StoreEventType.Bookmark:
                    Write(body, "BOOKMARK", Render(JsonTree.ToUtf8(Bookmark(change.ResourceVersion))));
                    break;
                case StoreEventType.Expired:
                    Write(body, "ERROR", JsonTree.ToUtf8(Refusal.Expired($"too old resource version: {from ?? 0} ({change.ResourceVersion})").ToStatus()));
                    break;
                default:
                    if (filter.Translate(change) is { } seen)
                    {
                        Write(body, seen.Type, Render(seen.Object));
                    }

                    break;
            }
        }

        private static void Write(IBufferWriter<byte> body, string type, ReadOnlyMemory<byte> value)
        {
            body.Write(Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
            body.Write(value.Span);
            body.Write("}\n"u8);
        }

        private ReadOnlyMemory<byte> Render(ReadOnlyMemory<byte> value)
        {
            if (table is null)
            {
                return value;
            }

            JsonObject tree = JsonTree.ParseObject(value.Span);
            JsonObject metadata = new() { ["resourceVersion"] = tree.Metadata()["resourceVersion"]?.DeepClone() };
            JsonObject rendered = table.Render([tree], metadata, owner.Now, _hasColumns);
            _hasColumns = false;
            return JsonTree.ToUtf8(rendered);
        }

        private JsonObject Bookmark(long version) => new()
        {
            ["kind"] = resource.Kind,
            ["apiVersion"] = resource.GroupVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
        };
    }

    private DateTimeOffset Now => services.Clock.GetUtcNow();
}
