using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Media types as the Kubernetes API uses them.</summary>
public static class MediaType
{
    /// <summary>Plain JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Whether a client wants a table rather than the objects; the first form it names that the server knows counts.</summary>
    /// <exception cref="ApiStatusException">It takes no form that the server knows (406).</exception>
    public static bool WantsTable(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return false;
        }

        foreach (string alternative in accept.Split(','))
        {
            string[] parts = alternative.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not (Json or "*/*" or "application/*"))
            {
                continue;
            }

            if (parts.Contains("as=Table") && parts.Contains("g=meta.k8s.io") && parts.Contains("v=v1"))
            {
                return true;
            }

            if (!parts.Any(part => part.StartsWith("as=", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        throw new ApiStatusException(406, "NotAcceptable", "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io", new StatusDetails());
    }

    /// <summary>The media type of a header without its parameters.</summary>
    public static string Bare(string? header) => (header ?? string.Empty).Split(';')[0].Trim().ToLowerInvariant();
}
