using System.Collections.Concurrent;
using System.Diagnostics;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Kubernetes.Tests.Fakes;
using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Tracing;

public sealed class ReconcileTracesTests
{
    [Fact]
    public async Task EachReconcile_IsASpan_WithKindKeyOutcomeAndWait()
    {
        var time = new FakeTimeProvider();
        var api = new MemoryClient();
        var controller = new RecordingController { FailuresLeft = 1 };
        using var traces = new ReconcileTraces();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = traces.Owns,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(controller);
        builder.Services.AddSingleton(traces);
        builder.Services.AddKubernetesOperator(settings => settings.Client = _ => api).AddController<RecordingController, MeshNode>();
        using var host = builder.Build();
        var token = TestContext.Current.CancellationToken;
        await host.StartAsync(token);
        await api.CreateAsync(Resources.MeshNodes, new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } }, token);
        await time.UntilAsync(() => spans.Count == 2, TimeSpan.FromSeconds(1));
        await host.StopAsync(token);

        Assert.All(spans, span =>
        {
            Assert.Equal("reconcile MeshNode", span.DisplayName);
            Assert.Equal("a", span.GetTagItem("meshgate.key"));
            Assert.Equal(nameof(RecordingController), span.GetTagItem("meshgate.worker"));
            Assert.IsType<double>(span.GetTagItem("meshgate.queue_ms"));
            Assert.Equal(default, span.ParentSpanId);
        });
        Assert.Equal(["error", "success"], spans.Select(span => span.GetTagItem("meshgate.outcome")));
        Assert.Equal(ActivityStatusCode.Error, spans.First().Status);
    }

    [Fact]
    public void Nothing_IsBegun_WhileNobodyListens()
    {
        using var traces = new ReconcileTraces();

        Assert.Null(traces.Begin("worker", "MeshNode", NamespacedName.Cluster("a"), TimeSpan.Zero));
        Assert.Null(traces.Part("plan"));
        Assert.Null(traces.Call("patch", "meshnodes", "a"));
        ReconcileTraces.End(null, "success");
    }
}
