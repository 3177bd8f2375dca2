using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// A type that goes over the wire as one line. What is no text reads as an empty value, which whoever uses it refuses by itself: one bad
/// line must not make a whole list unreadable.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class LineConverter<T> : JsonConverter<T>
    where T : new()
{
    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Parse(reader.GetString()!);
        }

        reader.Skip();
        return new T();
    }

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Format(value));
    }

    /// <summary>Reads a line; never fails.</summary>
    protected abstract T Parse(string line);

    /// <summary>Writes a line.</summary>
    protected abstract string Format(T value);
}
