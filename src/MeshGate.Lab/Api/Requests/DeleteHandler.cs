using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Selecting;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Answers delete and deletecollection.</summary>
/// <param name="services">What handlers share.</param>
public sealed class DeleteHandler(ApiServices services)
{
    /// <summary>Deletes one object: answers Success if it is gone, and with the object if it stays for its finalizers.</summary>
    public async Task DeleteAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        DeleteOptions options = await OptionsAsync(context, query);
        var key = new ObjectKey(path.Namespace ?? string.Empty, path.Name!);
        MutationResult result = services.Remover.Delete(resource, key, options);
        if (!result.IsRemoved)
        {
            await ResponseWriter.WriteAsync(context, 200, ObjectView.Json(result.Object, resource));
            return;
        }

        StatusDetails details = Refusal.Details(resource, key.Name) with { Uid = result.Object.Uid };
        await ResponseWriter.WriteAsync(context, 200, StatusObject.Success(details));
    }

    /// <summary>Deletes every object selected and answers with their list.</summary>
    public async Task DeleteCollectionAsync(HttpContext context, ServedResource resource, RequestPath path, RequestQuery query)
    {
        DeleteOptions options = await OptionsAsync(context, query);
        StoreSnapshot snapshot = services.Store.Snapshot(resource.StorageKey);
        StoredObject[] selected = [.. ObjectSelector.Read(resource, path, query).Select(snapshot)];
        var deleted = new List<StoredObject>();
        foreach (StoredObject value in selected)
        {
            try
            {
                deleted.Add(services.Remover.Delete(resource, value.Key, options).Object);
            }
            catch (ApiStatusException gone) when (gone.Code == 404)
            {
                // Somebody else was quicker.
            }
        }

        JsonObject metadata = new() { ["resourceVersion"] = services.Store.ResourceVersion.ToString(CultureInfo.InvariantCulture) };
        await ResponseWriter.WriteAsync(context, 200, ReadHandler.ListJson(resource, deleted, metadata));
    }

    private static async Task<DeleteOptions> OptionsAsync(HttpContext context, RequestQuery query) =>
        DeleteOptions.Read(await RequestBody.ReadOptionsAsync(context.Request, context.RequestAborted), query.IsDryRun);
}
