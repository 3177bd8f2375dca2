using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Objects;

/// <summary>What a deletion insists on.</summary>
/// <param name="Uid">The uid that the object must have, or null.</param>
/// <param name="ResourceVersion">The version that the object must have, or null.</param>
/// <param name="IsDryRun">Whether nothing is deleted.</param>
public sealed record DeleteOptions(string? Uid, string? ResourceVersion, bool IsDryRun)
{
    /// <summary>Reads the body of a deletion.</summary>
    public static DeleteOptions Read(JsonObject? body, bool isDryRun)
    {
        JsonObject? preconditions = body?["preconditions"].Map();
        return new DeleteOptions(
            preconditions?["uid"].Text(),
            preconditions?["resourceVersion"].Text(),
            isDryRun || body?["dryRun"].Texts().Contains("All") == true);
    }
}
