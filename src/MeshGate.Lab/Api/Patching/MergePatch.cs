using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Patching;

/// <summary>JSON merge patch (RFC 7396).</summary>
public static class MergePatch
{
    /// <summary>Applies a patch to an object in place.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject change:
                    if (target[name] is not JsonObject member)
                    {
                        member = [];
                        target[name] = member;
                    }

                    Apply(member, change);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
