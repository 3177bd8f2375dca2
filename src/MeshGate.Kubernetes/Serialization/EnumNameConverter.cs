using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// An enum by its name. A name that this version does not know reads as the enum's first value: one object written by a newer
/// version must not make a whole list unreadable.
/// </summary>
public sealed class EnumNameConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(v => v.ToString(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Values.GetValueOrDefault(reader.GetString() ?? string.Empty);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
