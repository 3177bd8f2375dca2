using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Tracing;
using MeshGate.Tests.Tracing;

namespace MeshGate.Kubernetes.Tests.Tracing;

/// <summary>What is sent, and that nothing is where traces are off. The variables are the process's, so this stands alone in one test.</summary>
public sealed class TraceExportTests
{
    [Fact]
    public async Task Start_SendsSpansOfItsSources_AndNothingOfOpenTelemetryIsLoadedWithoutIt()
    {
        using var traces = new ReconcileTraces();
        Assert.Null(TraceExport.Start(null, "meshgate-test", "here", null, ReconcileTraces.SourceName));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.StartsWith("OpenTelemetry", StringComparison.Ordinal));

        await using var receiver = new OtlpReceiver();
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        receiver.Listen(listener);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{listener.LocalEndPoint}");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        Environment.SetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", "service.name=named-by-a-person");
        try
        {
            Assert.True(TraceSettings.TryRead(Environment.GetEnvironmentVariable, out var settings, out var error), error);
            using (TraceExport.Start(settings, "meshgate-test", "here", "1.0.0", ReconcileTraces.SourceName))
            {
                using var pass = traces.Begin("the test's", "MeshNode", new(null, "a"), TimeSpan.FromMilliseconds(12.34));
                Assert.NotNull(pass);
                using (var call = traces.Call("patch", "meshnodes/status", "a"))
                {
                    ReconcileTraces.End(call, "conflict", new KubernetesApiException(HttpStatusCode.Conflict, "Conflict", "the text is for the log"));
                }

                ReconcileTraces.End(pass, "success");
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
            Environment.SetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", null);
        }

        var reconcile = Assert.Single(receiver.Spans, span => span.Attributes.GetValueOrDefault("meshgate.worker") == "the test's");
        var patch = Assert.Single(receiver.Spans, span => span.TraceId == reconcile.TraceId && span.ParentId == reconcile.SpanId);
        Assert.Equal(("reconcile MeshNode", "patch meshnodes/status"), (reconcile.Name, patch.Name));
        Assert.Equal("named-by-a-person", reconcile.Service);
        Assert.Equal("12.3", reconcile.Attributes["meshgate.queue_ms"]);
        Assert.Equal("409", patch.Attributes["error.type"]);
        Assert.DoesNotContain(patch.Attributes.Values, value => value.Contains("text", StringComparison.Ordinal));
        Assert.Null(Activity.Current);
    }
}
