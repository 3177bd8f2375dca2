using System.Net;
using System.Text.Json;
using k8s.Models;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Client;

/// <summary>Turns the server's Status into an exception.</summary>
internal static class StatusReader
{
    public static KubernetesApiException Read(HttpStatusCode code, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        V1Status? status = null;
        try
        {
            status = JsonSerializer.Deserialize(body, MeshGateJson.TypeInfo<V1Status>());
        }
        catch (JsonException)
        {
            // A proxy in between answers with what it likes.
        }

        return FromStatus(code, status, retryAfter);
    }

    public static KubernetesApiException FromStatus(HttpStatusCode code, V1Status? status, TimeSpan? retryAfter)
    {
        if (status?.Code is > 0 and var statusCode)
        {
            code = (HttpStatusCode)statusCode;
        }

        var seconds = status?.Details?.RetryAfterSeconds;
        var reason = string.IsNullOrEmpty(status?.Reason) ? DefaultReason(code) : status.Reason;
        var message = string.IsNullOrEmpty(status?.Message) ? $"the API server answered {(int)code} ({reason})" : status.Message;
        return new KubernetesApiException(code, reason, message, retryAfter ?? (seconds > 0 ? TimeSpan.FromSeconds(seconds.Value) : null));
    }

    private static string DefaultReason(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.Gone => "Expired",
        HttpStatusCode.TooManyRequests => "TooManyRequests",
        HttpStatusCode.InternalServerError => "InternalError",
        HttpStatusCode.ServiceUnavailable => "ServiceUnavailable",
        HttpStatusCode.GatewayTimeout => "Timeout",
        _ => "Unknown",
    };
}
