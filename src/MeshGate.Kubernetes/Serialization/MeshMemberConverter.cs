using System.Text.Json;
using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// A <see cref="MeshMember"/> as one text. What is no such text reads as a member with empty parts, which whoever uses it refuses by
/// itself: one bad member must not make a whole list unreadable.
/// </summary>
public sealed class MeshMemberConverter : JsonConverter<MeshMember>
{
    private const char Separator = ' ';

    // Name, key, two addresses, and what is too much.
    private const int MostParts = 5;

    /// <inheritdoc/>
    public override MeshMember Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return new MeshMember();
        }

        string[] parts = reader.GetString()!.Split(Separator, MostParts);
        return new MeshMember { Name = parts[0], PublicKey = parts.Length > 1 ? parts[1] : string.Empty, Addresses = parts.Length > 2 ? parts[2..] : [] };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MeshMember value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(string.Join(Separator, [value.Name, value.PublicKey, .. value.Addresses]));
    }
}
