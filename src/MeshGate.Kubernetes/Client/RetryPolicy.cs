using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace MeshGate.Kubernetes.Client;

/// <summary>Which failed calls are tried again, and when: jittered exponential delays, and never before the server's Retry-After.</summary>
internal static class RetryPolicy
{
    /// <param name="options">Number and delays.</param>
    /// <param name="idempotent">False for calls that the server may have carried out before they failed: then only a refusal (429, or 503 that says when to come again) is retried.</param>
    /// <param name="time">The clock to wait by.</param>
    /// <param name="jitter">Randomness of the delays.</param>
    /// <param name="logger">Is told of each retry.</param>
    public static ResiliencePipeline Create(KubernetesClientOptions options, bool idempotent, TimeProvider time, Jitter jitter, ILogger logger)
    {
        if (options.MaxRetries < 1)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = options.MaxRetryAfter,
                Randomizer = jitter.Next,
                ShouldHandle = args => ValueTask.FromResult(IsRetryable(args.Outcome.Exception, idempotent, options)),
                DelayGenerator = args => ValueTask.FromResult(AskedDelay(args.Outcome.Exception, jitter)),
                OnRetry = args =>
                {
                    ClientLog.Retrying(logger, args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Exception?.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private static bool IsRetryable(Exception? error, bool idempotent, KubernetesClientOptions options) => error switch
    {
        KubernetesApiException { RetryAfter: { } wait } when wait > options.MaxRetryAfter => false,
        KubernetesApiException { Code: HttpStatusCode.TooManyRequests } => true,
        KubernetesApiException { Code: HttpStatusCode.ServiceUnavailable, RetryAfter: not null } => true,
        KubernetesApiException e => idempotent && e.Code is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        HttpRequestException => idempotent,
        _ => false,
    };

    /// <summary>Retry-After and up to a quarter more, so that all who were refused at once do not return at once.</summary>
    private static TimeSpan? AskedDelay(Exception? error, Jitter jitter)
        => (error as KubernetesApiException)?.RetryAfter is { } asked ? asked * (1 + (jitter.Next() / 4)) : null;
}
