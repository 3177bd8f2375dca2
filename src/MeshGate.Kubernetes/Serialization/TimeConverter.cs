using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Kubernetes.Serialization;

/// <summary><c>metav1.Time</c>: RFC 3339 in UTC with whole seconds, which is what the API server keeps. Reads any fraction.</summary>
public sealed class TimeConverter : JsonConverter<DateTime>
{
    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().UtcDateTime;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
        => writer.WriteStringValue(Utc(value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    internal static DateTime Utc(DateTime value) => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;
}
