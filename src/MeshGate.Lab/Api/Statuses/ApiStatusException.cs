using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Statuses;

/// <summary>A refusal, which the server answers as a Status object with this code, reason and message.</summary>
public sealed class ApiStatusException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="code">The HTTP status code, 400 to 599.</param>
    /// <param name="reason">Machine-readable, such as <c>NotFound</c>.</param>
    /// <param name="message">For people.</param>
    /// <param name="details">The object concerned.</param>
    public ApiStatusException(int code, string reason, string message, StatusDetails? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    /// <summary>The HTTP status code.</summary>
    public int Code { get; }

    /// <summary>The machine-readable reason.</summary>
    public string Reason { get; }

    /// <summary>The object concerned.</summary>
    public StatusDetails? Details { get; }

    /// <summary>Of an expired list: the token that carries on without consistency.</summary>
    public string? ContinueToken { get; init; }

    /// <summary>The Status object of this refusal.</summary>
    public JsonObject ToStatus()
    {
        var metadata = new JsonObject();
        if (ContinueToken is not null)
        {
            metadata["continue"] = ContinueToken;
        }

        return StatusObject.Create(metadata, "Failure", Message, Reason, Details, Code);
    }
}
