using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Selecting;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;
using MeshGate.Lab.Api.Tables;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Answers get and list.</summary>
/// <param name="services">What handlers share.</param>
public sealed class ReadHandler(ApiServices services)
{
    /// <summary>Answers with one object.</summary>
    public Task GetAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        var key = new ObjectKey(path.Namespace ?? string.Empty, path.Name!);
        StoredObject value = services.Store.Get(resource.StorageKey, key) ?? throw Refusal.NotFound(resource, key.Name);
        return WriteObjectAsync(context, 200, resource, value, query);
    }

    /// <summary>Answers with one object that is at hand, in the form the client takes.</summary>
    public Task WriteObjectAsync(HttpContext context, int code, ServedResource resource, StoredObject value, RequestQuery query)
    {
        if (!MediaType.WantsTable(context.Request.Headers.Accept))
        {
            return ResponseWriter.WriteAsync(context, code, ObjectView.Json(value, resource));
        }

        JsonObject metadata = new() { ["resourceVersion"] = Text(value.ResourceVersion) };
        return WriteTableAsync(context, code, resource, [value], metadata, query);
    }

    /// <summary>Answers with a list, or a page of one.</summary>
    public Task ListAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        var selector = ObjectSelector.Read(resource, path, query);
        ContinueToken? token = query.Continue is { } text ? ContinueToken.Parse(text) : null;
        StoreSnapshot snapshot = Snapshot(resource, query, token);
        IEnumerable<StoredObject> selected = selector.Select(snapshot);
        if (token is not null)
        {
            selected = selected.Where(value => value.Key > token.After);
        }

        List<StoredObject> page = [.. selected];
        JsonObject metadata = new() { ["resourceVersion"] = Text(snapshot.ResourceVersion) };
        if (query.Limit > 0 && page.Count > query.Limit)
        {
            metadata["continue"] = new ContinueToken(snapshot.ResourceVersion, page[query.Limit - 1].Key).ToString();
            metadata["remainingItemCount"] = (long)(page.Count - query.Limit);
            page.RemoveRange(query.Limit, page.Count - query.Limit);
        }

        return MediaType.WantsTable(context.Request.Headers.Accept)
            ? WriteTableAsync(context, 200, resource, page, metadata, query)
            : ResponseWriter.WriteAsync(context, 200, ListJson(resource, page, metadata));
    }

    /// <summary>A list object as JSON.</summary>
    public static ReadOnlyMemory<byte> ListJson(ServedResource resource, IEnumerable<StoredObject> items, JsonObject metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", resource.ListKind);
            writer.WriteString("apiVersion", resource.GroupVersion);
            writer.WritePropertyName("metadata");
            metadata.WriteTo(writer);
            writer.WriteStartArray("items");
            foreach (StoredObject item in items)
            {
                writer.WriteRawValue(ObjectView.Json(item, resource).Span, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private Task WriteTableAsync(HttpContext context, int code, ServedResource resource, IEnumerable<StoredObject> values, JsonObject metadata, RequestQuery query)
    {
        var renderer = new TableRenderer(resource, query.IncludeObject);
        IEnumerable<JsonObject> trees = values.Select(value => ObjectView.Tree(value, resource));
        return ResponseWriter.WriteAsync(context, code, renderer.Render(trees, metadata, services.Clock.GetUtcNow()));
    }

    private StoreSnapshot Snapshot(ServedResource resource, RequestQuery query, ContinueToken? token)
    {
        StoreSnapshot now = services.Store.Snapshot(resource.StorageKey);
        if (token is not null)
        {
            if (query.ResourceVersion is > 0)
            {
                throw Refusal.BadRequest("specifying resource version is not allowed when using continue");
            }

            return token.ResourceVersion is not { } version ? now : services.Store.SnapshotAt(resource.StorageKey, version)
                ?? throw new ApiStatusException(
                    410,
                    "Expired",
                    "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
                        + "or use the continue token in this response to retrieve the remainder of the results, which then may be inconsistent with the pages before.")
                { ContinueToken = (token with { ResourceVersion = null }).ToString() };
        }

        if (query.ResourceVersion is not { } asked)
        {
            return now;
        }

        if (asked > now.ResourceVersion)
        {
            throw Refusal.TooLargeResourceVersion(asked, now.ResourceVersion);
        }

        return query.ResourceVersionMatch switch
        {
            null or "NotOlderThan" => now,
            "Exact" => services.Store.SnapshotAt(resource.StorageKey, asked) ?? throw Refusal.Expired("The resourceVersion for the provided list is too old."),
            var other => throw Refusal.BadRequest($"resourceVersionMatch: Unsupported value: \"{other}\": supported values: \"Exact\", \"NotOlderThan\""),
        };
    }
}
