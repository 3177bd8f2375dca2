using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MeshGate.Kubernetes.Tracing;

/// <summary>Sends spans by OTLP until it is disposed of; then what waits is sent, for as long as the standard variables say.</summary>
public sealed class TraceExport : IDisposable
{
    private readonly IDisposable _provider;
    private readonly string _endpoint;

    private TraceExport(IDisposable provider, string endpoint) => (_provider, _endpoint) = (provider, endpoint);

    /// <summary>Begins to send, unless traces are off: then nothing of OpenTelemetry is loaded, and no source has a listener.</summary>
    /// <param name="settings">Where to send; null for nowhere.</param>
    /// <param name="service">The service's name, where the variables name none.</param>
    /// <param name="instance">What tells it from others of its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="sources">The names of the sources whose spans are sent.</param>
    public static TraceExport? Start(TraceSettings? settings, string service, string instance, string? version, params string[] sources)
        => settings is null ? null : new TraceExport(Build(service, instance, version, sources), settings.ToString());

    /// <summary>Says in the log that traces are on.</summary>
    public void Announce(ILogger<TraceExport> logger) => TraceExportLog.Sending(logger, _endpoint);

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();

    /// <summary>Alone in touching OpenTelemetry, which is loaded with it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "Whoever calls it would load OpenTelemetry for the type of the result.")]
    private static IDisposable Build(string service, string instance, string? version, string[] sources) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(ResourceBuilder.CreateEmpty()
            .AddService(service, serviceVersion: version, autoGenerateServiceInstanceId: false, serviceInstanceId: instance)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector())
        .AddSource(sources)
        .AddOtlpExporter()
        .Build();
}
