using System.Net;

namespace MeshGate.Lab.Cluster;

/// <summary>The API refused a request; the message is the one of its Status object.</summary>
public sealed class ApiException : Exception
{
    /// <summary>An unexplained refusal.</summary>
    public ApiException()
    {
    }

    /// <summary>A refusal with its message.</summary>
    public ApiException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with its message and cause.</summary>
    public ApiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A refusal with its message and HTTP status.</summary>
    public ApiException(HttpStatusCode status, string message)
        : base(message) => Status = status;

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }
}
