using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshGate.Lab.Demonstration;

/// <summary>The report of a demonstration as JSON.</summary>
public static class DemonstrationJson
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes it.</summary>
    public static string Write(DemonstrationRecord record) => JsonSerializer.Serialize(record, Form) + "\n";

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static DemonstrationRecord Read(string json) =>
        JsonSerializer.Deserialize<DemonstrationRecord>(json, Form) ?? throw new JsonException("The report is null.");
}
