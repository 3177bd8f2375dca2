using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Reads the bodies of requests.</summary>
public static class RequestBody
{
    /// <summary>Bytes that a body may have, as many as an API server takes.</summary>
    public const int MaximumBytes = 3 * 1024 * 1024;

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ApiStatusException">It is too large (413).</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > MaximumBytes)
            {
                throw new ApiStatusException(413, "RequestEntityTooLarge", $"Request entity is too large: limit is {MaximumBytes}");
            }

            if (result.IsCompleted)
            {
                byte[] body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Reads a body as an object, from JSON or YAML.</summary>
    /// <param name="request">The request.</param>
    /// <param name="duplicates">Receives the path of each name given twice.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ApiStatusException">It is no object (400), or of another media type (415).</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpRequest request, ICollection<string> duplicates, CancellationToken cancellationToken)
    {
        string type = MediaType.Bare(request.ContentType);
        byte[] body = await ReadAsync(request, cancellationToken);
        try
        {
            return type switch
            {
                MediaType.Json or "" => JsonTree.ParseObject(body, duplicates),
                "application/yaml" => YamlTree.ParseAll(Encoding.UTF8.GetString(body)) is [JsonObject value, ..] ? value : throw new JsonException("no object"),
                _ => throw Refusal.UnsupportedMediaType("the body of the request was in an unknown format - accepted media types include: application/json, application/yaml"),
            };
        }
        catch (JsonException failure)
        {
            throw Refusal.BadRequest($"the object provided is unrecognized (must be of type JSON or YAML): {failure.Message}");
        }
    }

    /// <summary>Reads the options of a deletion; a body is optional.</summary>
    public static async Task<JsonObject?> ReadOptionsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] body = await ReadAsync(request, cancellationToken);
        try
        {
            return body.Length == 0 || MediaType.Bare(request.ContentType) is not (MediaType.Json or "") ? null : JsonTree.ParseObject(body);
        }
        catch (JsonException failure)
        {
            throw Refusal.BadRequest($"the deletion's options are not JSON: {failure.Message}");
        }
    }
}
