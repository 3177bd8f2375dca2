using MeshGate.Kubernetes.Tracing;

namespace MeshGate.Kubernetes.Tests.Tracing;

public sealed class TraceSettingsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317";

    [Theory]
    [InlineData("")]
    [InlineData("OTEL_TRACES_EXPORTER=otlp")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=")]
    [InlineData("OTEL_SERVICE_NAME=x OTEL_TRACES_SAMPLER=no-such")]
    [InlineData(Endpoint + " OTEL_TRACES_EXPORTER=none")]
    [InlineData(Endpoint + " OTEL_SDK_DISABLED=true")]
    public void TryRead_IsOff(string variables)
    {
        Assert.True(TryRead(variables, out var settings, out var error), error);
        Assert.Null(settings);
    }

    [Theory]
    [InlineData(Endpoint, "http://collector:4317/")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://other:4318/v1/traces", "https://other:4318/v1/traces")]
    [InlineData(Endpoint + " OTEL_TRACES_EXPORTER=otlp OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "http://collector:4317/")]
    [InlineData(Endpoint + " OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.25", "http://collector:4317/")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_HEADERS=a=b,c=d OTEL_BSP_SCHEDULE_DELAY=500", "http://collector:4317/")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://name:secret@collector:4317/in?key=secret", "http://collector:4317/in")]
    public void TryRead_IsOn_AndTellsNoSecrets(string variables, string endpoint)
    {
        Assert.True(TryRead(variables, out var settings, out var error), error);
        Assert.Equal(endpoint, settings?.ToString());
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER=zipkin", "OTEL_TRACES_EXPORTER: 'zipkin' is none of otlp, none")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' is no URL such as http://collector:4317")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=/v1", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '/v1' is no URL such as http://collector:4317")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' is none of grpc, http/protobuf")]
    [InlineData(Endpoint + " OTEL_TRACES_SAMPLER=sometimes", "OTEL_TRACES_SAMPLER: 'sometimes' is none of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio")]
    [InlineData(Endpoint + " OTEL_TRACES_SAMPLER_ARG=2", "OTEL_TRACES_SAMPLER_ARG: '2' is not between 0 and 1")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_HEADERS=secret", "OTEL_EXPORTER_OTLP_HEADERS: it is not a list of key=value, separated by commas")]
    [InlineData(Endpoint + " OTEL_EXPORTER_OTLP_TIMEOUT=10s", "OTEL_EXPORTER_OTLP_TIMEOUT: '10s' is no whole number above 0")]
    [InlineData(Endpoint + " OTEL_SDK_DISABLED=yes", "OTEL_SDK_DISABLED: 'yes' is none of true, false")]
    public void TryRead_NamesTheVariable_WhenItIsWrong(string variables, string expected)
    {
        Assert.False(TryRead(variables, out var settings, out var error));
        Assert.Equal(expected, error);
        Assert.Null(settings);
    }

    private static bool TryRead(string variables, out TraceSettings? settings, out string? error)
    {
        var all = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return TraceSettings.TryRead(name => all.GetValueOrDefault(name), out settings, out error);
    }
}
