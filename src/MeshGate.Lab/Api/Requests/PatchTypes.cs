using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Patching;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Requests;

/// <summary>The media types of patches and what they do.</summary>
public static class PatchTypes
{
    private const string Merge = "application/merge-patch+json";
    private const string Json = "application/json-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";

    /// <summary>Refuses a type of patch that a resource does not take.</summary>
    /// <exception cref="ApiStatusException">It does not (415).</exception>
    public static void Check(string type, ServedResource resource)
    {
        if (type is "application/apply-patch+yaml" or "application/apply-patch+cbor")
        {
            throw Refusal.UnsupportedMediaType($"server-side apply ({type}) is not supported by this server: use {Merge} or {Json}");
        }

        if (type is not (Merge or Json) && !(type == Strategic && !resource.IsCustom))
        {
            string accepted = resource.IsCustom ? $"{Json}, {Merge}" : $"{Json}, {Merge}, {Strategic}";
            throw Refusal.UnsupportedMediaType($"the body of the request was in an unknown format - accepted media types include: {accepted}");
        }
    }

    /// <summary>Applies a patch to an object, which may be changed.</summary>
    /// <exception cref="ApiStatusException">The patch is malformed (400), or does not fit the object (422).</exception>
    public static JsonObject Apply(string type, JsonObject current, JsonNode? patch)
    {
        if (type == Json)
        {
            return ApplyOperations(current, patch);
        }

        if (patch is not JsonObject changes)
        {
            throw Refusal.BadRequest("error decoding patch: not a JSON object");
        }

        if (type == Strategic)
        {
            StrategicMergePatch.Apply(current, changes);
        }
        else
        {
            MergePatch.Apply(current, changes);
        }

        return current;
    }

    private static JsonObject ApplyOperations(JsonObject current, JsonNode? patch)
    {
        try
        {
            return JsonPatch.Apply(current, patch) as JsonObject ?? throw Refusal.BadRequest("the patch leaves no object");
        }
        catch (JsonPatchException failure) when (failure.IsMalformed)
        {
            throw Refusal.BadRequest($"error decoding patch: {failure.Message}");
        }
        catch (JsonPatchException failure)
        {
            var cause = new StatusCause("UnexpectedServerResponse", failure.Message);
            throw new ApiStatusException(422, "Invalid", "the server rejected our request due to an error in our request", new StatusDetails { Causes = [cause] });
        }
    }
}
