using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Kubernetes.Serialization;

/// <summary><c>metav1.MicroTime</c>: RFC 3339 in UTC with exactly six fraction digits, without which the API server refuses the object.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTime?>
{
    /// <inheritdoc/>
    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset().UtcDateTime;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(TimeConverter.Utc(time).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
