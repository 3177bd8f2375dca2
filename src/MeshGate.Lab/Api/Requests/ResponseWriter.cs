using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Writes answers.</summary>
public static class ResponseWriter
{
    private const int MaximumWarnings = 20;
    private const int MaximumWarningLength = 256;

    /// <summary>Answers with a JSON tree.</summary>
    public static Task WriteAsync(HttpContext context, int code, JsonNode body) => WriteAsync(context, code, JsonTree.ToUtf8(body));

    /// <summary>Answers with a JSON text.</summary>
    public static async Task WriteAsync(HttpContext context, int code, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = MediaType.Json;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Answers with a text.</summary>
    public static async Task WriteTextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Answers with a refusal, unless an answer has begun.</summary>
    public static Task WriteAsync(HttpContext context, ApiStatusException refusal) =>
        context.Response.HasStarted ? Task.CompletedTask : WriteAsync(context, refusal.Code, refusal.ToStatus());

    /// <summary>Adds warning headers (RFC 7234, section 5.5), each once; beyond some twenty the rest is left out.</summary>
    public static void Warn(HttpContext context, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings.Distinct(StringComparer.Ordinal).Take(MaximumWarnings))
        {
            string text = warning.Length <= MaximumWarningLength ? warning : warning[..MaximumWarningLength];
            string quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            IEnumerable<char> printable = quoted.Select(c => c is >= ' ' and <= '~' ? c : '?');
            context.Response.Headers.Append("Warning", $"299 - \"{string.Concat(printable)}\"");
        }
    }
}
