using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Answers create, update and patch.</summary>
/// <param name="services">What handlers share.</param>
/// <param name="reader">Writes the objects that come out.</param>
public sealed class WriteHandler(ApiServices services, ReadHandler reader)
{
    /// <summary>Creates an object.</summary>
    public async Task CreateAsync(HttpContext context, ApiToken user, ServedResource resource, RequestPath path, RequestQuery query)
    {
        if (resource.IsNamespaced && path.Namespace is null)
        {
            throw Refusal.BadRequest("an empty namespace may not be set during creation");
        }

        var duplicates = new List<string>();
        JsonObject body = await RequestBody.ReadObjectAsync(context.Request, duplicates, context.RequestAborted);
        services.Authorizer.Authorize(user, "create", path with { Name = body["metadata"].Map()?["name"].Text() });
        WriteRequest request = Request(resource, path, query, duplicates);
        StoredObject created = services.Writer.Create(request, body);
        Publish(resource, request, created);
        ResponseWriter.Warn(context, request.Warnings);
        await reader.WriteObjectAsync(context, 201, resource, created, query);
    }

    /// <summary>Replaces an object, or its status.</summary>
    public async Task UpdateAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        var duplicates = new List<string>();
        JsonObject body = await RequestBody.ReadObjectAsync(context.Request, duplicates, context.RequestAborted);
        await ChangeAsync(context, Request(resource, path, query, duplicates), _ => body, true, query);
    }

    /// <summary>Patches an object, or its status.</summary>
    public async Task PatchAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        string type = MediaType.Bare(context.Request.ContentType);
        PatchTypes.Check(type, resource);
        byte[] body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        JsonNode? patch;
        try
        {
            patch = JsonTree.Parse(body);
        }
        catch (JsonException failure)
        {
            throw Refusal.BadRequest($"error decoding patch: {failure.Message}");
        }

        await ChangeAsync(context, Request(resource, path, query, []), current => PatchTypes.Apply(type, current, patch), false, query);
    }

    private static WriteRequest Request(ServedResource resource, RequestPath path, RequestQuery query, IEnumerable<string> duplicates) =>
        new(resource, path.Namespace ?? string.Empty, path.Name ?? string.Empty, path.Subresource, query.FieldValidation, query.IsDryRun)
        {
            Complaints = [.. duplicates.Select(field => $"duplicate field \"{field}\"")],
        };

    private async Task ChangeAsync(HttpContext context, WriteRequest request, Func<JsonObject, JsonObject> edit, bool isReplacement, RequestQuery query)
    {
        MutationResult result = services.Writer.Update(request, edit, isReplacement);
        if (!request.IsDryRun)
        {
            services.Remover.AfterRemoval(request.Resource, request.Key, result);
        }

        Publish(request.Resource, request, result.Object);
        ResponseWriter.Warn(context, request.Warnings);
        await reader.WriteObjectAsync(context, 200, request.Resource, result.Object, query);
    }

    private void Publish(ServedResource resource, WriteRequest request, StoredObject value)
    {
        if (resource.StorageKey == BuiltinResources.CustomResourceDefinitions.StorageKey && !request.IsDryRun)
        {
            services.Catalog.Set(CustomResourceDefinition.Read(value.Read()));
        }
    }
}
