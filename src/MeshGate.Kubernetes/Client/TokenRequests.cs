using System.Buffers;
using System.Text.Json;

namespace MeshGate.Kubernetes.Client;

/// <summary>TokenRequest (authentication.k8s.io/v1): its little JSON.</summary>
internal static class TokenRequests
{
    public static ReadOnlyMemory<byte> Write(TimeSpan lifetime)
    {
        var body = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        writer.WriteString("apiVersion", "authentication.k8s.io/v1");
        writer.WriteString("kind", "TokenRequest");
        writer.WriteStartObject("spec");
        writer.WriteNumber("expirationSeconds", (long)lifetime.TotalSeconds);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    /// <summary>The token that the server gave.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static string Read(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        using var read = JsonDocument.ParseValue(ref reader);
        return read.RootElement.TryGetProperty("status", out var status) && status.TryGetProperty("token", out var token) && token.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException("status.token is missing");
    }
}
