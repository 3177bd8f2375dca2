using System.Net;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Informers;

/// <summary>
/// When a refused watch means that the place in the history is lost. A list of everything is dear, and many informers ask for it at once
/// when a server is unwell: what is only the server's trouble (5xx, 429) is waited out, at the place where the watch stood.
/// </summary>
internal sealed class RelistRule
{
    /// <summary>So many refusals in a row, and the place itself is suspected.</summary>
    private const int MaxRefusals = 8;

    private int _refusals;

    /// <summary>Whether to list anew after this error of a watch.</summary>
    public bool Asks(Exception error)
    {
        if (error is not KubernetesApiException refused)
        {
            return false;
        }

        _refusals++;
        return refused.Code switch
        {
            HttpStatusCode.TooManyRequests => false,
            // Timeout with this text is a server whose history ends before the version asked for: it was restored, or is far behind.
            >= HttpStatusCode.InternalServerError => _refusals >= MaxRefusals || refused.Message.Contains("resource version", StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
    }

    /// <summary>A watch stands.</summary>
    public void Reset() => _refusals = 0;
}
