using System.Collections.Concurrent;
using System.Diagnostics;
using MeshGate.Kubernetes.Tracing;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Observability;

public sealed class OperatorTraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private ActivityListener? _listener;

    public void Dispose() => _listener?.Dispose();

    [Fact]
    public async Task Reconciliations_AreSpans_WithPlanAndWritesBelow()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync(options: new OperatorRigOptions { Prepare = started => Listen(started.Get<ReconcileTraces>()) });
        await rig.CreateNodeAsync("a");
        await rig.UntilAsync(() => Task.FromResult(Below("reconcile topology", "patch meshnodes/status").Any()), "a write below a pass");

        Activity pass = _spans.First(span => span.DisplayName == "reconcile topology");
        Assert.Equal(("topology", "success"), (pass.GetTagItem("meshgate.worker"), pass.GetTagItem("meshgate.outcome")));
        Assert.Equal(default, pass.ParentSpanId);
        Assert.NotEmpty(Below("reconcile topology", "plan"));
        Activity write = Below("reconcile topology", "patch meshnodes/status").First();
        Assert.Equal(("a", "success", ActivityKind.Client), (write.GetTagItem("meshgate.key"), write.GetTagItem("meshgate.outcome"), write.Kind));
        Activity single = _spans.First(span => span.DisplayName == "reconcile MeshNode");
        Assert.Equal("a", single.GetTagItem("meshgate.key"));
        Assert.NotNull(single.GetTagItem("meshgate.queue_ms"));
        Assert.NotEmpty(Below("reconcile MeshNode", "patch meshnodes"));

        // What no reconciliation does, such as holding the Lease, is in no trace.
        Assert.All(_spans.Where(span => !span.DisplayName.StartsWith("reconcile ", StringComparison.Ordinal)), span => Assert.NotEqual(default, span.ParentSpanId));
    }

    private IEnumerable<Activity> Below(string parent, string name)
        => _spans.Where(span => span.DisplayName == name && _spans.Any(above => above.DisplayName == parent && above.SpanId == span.ParentSpanId && above.TraceId == span.TraceId));

    private void Listen(ReconcileTraces traces)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = traces.Owns,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }
}
