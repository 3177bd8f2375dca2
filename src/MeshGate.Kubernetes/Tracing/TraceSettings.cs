using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MeshGate.Kubernetes.Tracing;

/// <summary>
/// Whether and where traces are sent, as the standard environment variables of OpenTelemetry say. They are read here to tell off from on without touching
/// OpenTelemetry, and to name what it would silently pass over; it reads them itself then.
/// </summary>
/// <param name="Endpoint">Where traces are sent.</param>
public sealed record TraceSettings(Uri Endpoint)
{
    private const string Exporter = "OTEL_TRACES_EXPORTER";
    private const string Common = "OTEL_EXPORTER_OTLP_";
    private const string Own = "OTEL_EXPORTER_OTLP_TRACES_";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Ratio = "OTEL_TRACES_SAMPLER_ARG";

    private static readonly string[] Samplers =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio",
    ];

    private static readonly string[] Counts =
    [
        Common + "TIMEOUT", Own + "TIMEOUT", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    ];

    /// <summary>Reads the variables. Those that are empty count as not set.</summary>
    /// <param name="read">Reads one variable; null for one that is not set.</param>
    /// <param name="settings">Where traces are sent; null where they are off, which they are without an endpoint.</param>
    /// <param name="error">The variable that is wrong, and how; null where none is.</param>
    /// <returns>Whether all that matters is right.</returns>
    public static bool TryRead(Func<string, string?> read, out TraceSettings? settings, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(read);
        settings = null;
        error = OneOf(Exporter, "otlp", "none") ?? OneOf("OTEL_SDK_DISABLED", "true", "false");
        if (error is not null)
        {
            return false;
        }

        var name = Value(Own + "ENDPOINT") is null ? Common + "ENDPOINT" : Own + "ENDPOINT";
        if (Value(name) is not { } endpoint || Value(Exporter) == "none" || string.Equals(Value("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            error = $"{name}: '{endpoint}' is no URL such as http://collector:4317";
            return false;
        }

        error = OneOf(Common + "PROTOCOL", "grpc", "http/protobuf")
            ?? OneOf(Own + "PROTOCOL", "grpc", "http/protobuf")
            ?? OneOf(Common + "COMPRESSION", "none", "gzip")
            ?? OneOf(Own + "COMPRESSION", "none", "gzip")
            ?? OneOf(Sampler, Samplers)
            ?? Share(Ratio)
            ?? Pairs(Common + "HEADERS")
            ?? Pairs(Own + "HEADERS")
            ?? Pairs("OTEL_RESOURCE_ATTRIBUTES")
            ?? Counts.Select(Count).FirstOrDefault(wrong => wrong is not null);
        if (error is not null)
        {
            return false;
        }

        settings = new TraceSettings(uri);
        return true;

        string? Value(string variable) => read(variable)?.Trim() is { Length: > 0 } value ? value : null;

        string? OneOf(string variable, params string[] allowed)
            => Value(variable) is { } value && !allowed.Contains(value, StringComparer.OrdinalIgnoreCase) ? $"{variable}: '{value}' is none of {string.Join(", ", allowed)}" : null;

        string? Share(string variable)
            => Value(variable) is { } value && !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
                ? $"{variable}: '{value}' is not between 0 and 1"
                : null;

        string? Count(string variable)
            => Value(variable) is { } value && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
                ? $"{variable}: '{value}' is no whole number above 0"
                : null;

        // Their values may be secrets, and are not repeated.
        string? Pairs(string variable)
            => Value(variable)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0) == false
                ? $"{variable}: it is not a list of key=value, separated by commas"
                : null;
    }

    /// <summary>Where traces are sent, without what a URL may hold of secrets.</summary>
    public override string ToString() => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
