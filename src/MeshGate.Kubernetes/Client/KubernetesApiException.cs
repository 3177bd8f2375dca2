using System.Net;

namespace MeshGate.Kubernetes.Client;

/// <summary>The API server's refusal, with what its Status object says.</summary>
public sealed class KubernetesApiException : Exception
{
    /// <summary>Makes one from the server's Status.</summary>
    public KubernetesApiException(HttpStatusCode code, string reason, string message, TimeSpan? retryAfter = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status code.</summary>
    public HttpStatusCode Code { get; }

    /// <summary>The machine-readable reason, such as <c>AlreadyExists</c>, <c>Conflict</c>, <c>Expired</c> or <c>Invalid</c>.</summary>
    public string Reason { get; }

    /// <summary>How long the server asks to wait, if it said.</summary>
    public TimeSpan? RetryAfter { get; }
}
