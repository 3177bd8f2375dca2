using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IDisposable
{
    private static readonly MeshNode Node = new() { Metadata = new V1ObjectMeta { Name = "a", Uid = "u" } };

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryClient _api = new();
    private readonly EventRecorder _recorder;

    private readonly RuntimeMetrics _metrics = new();
    private readonly MeterReader _read;

    public EventRecorderTests()
    {
        _read = new MeterReader(_metrics);
        _recorder = new EventRecorder(_api, "meshgate-operator", "pod", _time, NullLogger<EventRecorder>.Instance, _metrics);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _recorder.Dispose();
        _read.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Record_RaisesTheCount_WhenTheSameHappensWithinTenMinutes()
    {
        for (var i = 0; i < 5; i++)
        {
            await _recorder.RecordAsync(Node, EventType.Warning, "AddressConflict", "100.96.0.1 is taken by b", Token);
            _time.Advance(TimeSpan.FromMinutes(3));
        }

        var recorded = Assert.Single(await EventsAsync());
        Assert.Equal((5, "Warning", "AddressConflict", "default"), (recorded.Count, recorded.Type, recorded.Reason, recorded.Metadata.NamespaceProperty));
        Assert.Equal(("MeshNode", "a", "u"), (recorded.InvolvedObject.Kind, recorded.InvolvedObject.Name, recorded.InvolvedObject.Uid));
        Assert.Equal(TimeSpan.FromMinutes(12), recorded.LastTimestamp - recorded.FirstTimestamp);
    }

    [Fact]
    public async Task Record_MakesANewEvent_WhenTenMinutesHavePassedOrItDiffers()
    {
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined", Token);
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined again", Token);
        _time.Advance(TimeSpan.FromMinutes(11));
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined", Token);
        Assert.Equal(3, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task Record_CombinesEvents_WhenTooManyDifferInTheirWordsOnly()
    {
        for (var i = 1; i <= 14; i++)
        {
            await _recorder.RecordAsync(Node, EventType.Normal, "Noise", $"message {i}", Token);
        }

        await _recorder.RecordAsync(Node, EventType.Normal, "Other", "something else", Token);
        var events = await EventsAsync();
        Assert.Equal(12, events.Count);
        var combined = Assert.Single(events, e => e.Message.StartsWith("(combined from similar events): ", StringComparison.Ordinal));
        Assert.Equal((4, "(combined from similar events): message 14"), (combined.Count, combined.Message));
    }

    [Fact]
    public async Task Record_HoldsBackAndCountsOn_WhenOneObjectMakesTooMany()
    {
        for (var i = 0; i < 100; i++)
        {
            await _recorder.RecordAsync(Node, EventType.Normal, "Noise", "the same", Token);
        }

        Assert.Equal(25, _api.Writes.Count);
        Assert.Equal(25, Assert.Single(await EventsAsync()).Count);
        var other = new MeshNode { Metadata = new V1ObjectMeta { Name = "b", Uid = "v" } };
        await _recorder.RecordAsync(other, EventType.Normal, "Noise", "the same", Token);
        Assert.Equal(26, _api.Writes.Count);
        _time.Advance(TimeSpan.FromMinutes(5));
        await _recorder.RecordAsync(Node, EventType.Normal, "Noise", "the same", Token);
        await _recorder.RecordAsync(Node, EventType.Normal, "Noise", "the same", Token);
        Assert.Equal(27, _api.Writes.Count);
        Assert.Equal(101, (await EventsAsync()).Single(e => e.InvolvedObject.Name == "a").Count);
        Assert.Equal((27, 76), (_read["events_recorded_total{type=Normal}"], _read["events_dropped_total{reason=limit}"]));
    }

    [Fact]
    public async Task Record_KeepsWhatItKnowsBounded_WhenObjectsAreMany()
    {
        for (var i = 0; i < 4200; i++)
        {
            await _recorder.RecordAsync(new MeshNode { Metadata = new V1ObjectMeta { Name = $"n{i}", Uid = $"u{i}" } }, EventType.Normal, "Joined", "joined", Token);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(4200, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task Record_ThrowsNothing_WhenTheApiIsAwayOrTheCallerGaveUp()
    {
        _api.Broken = new HttpRequestException("away");
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined", Token);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined", cancelled.Token);
        await _recorder.RecordAsync(new MeshNode { Metadata = null! }, EventType.Normal, "Joined", "joined", Token);
        _api.Broken = null;
        await _recorder.RecordAsync(Node, EventType.Normal, "Joined", "joined", Token);
        Assert.Single(await EventsAsync());
    }

    private async Task<IReadOnlyList<Corev1Event>> EventsAsync() => (await _api.ListAsync(Resources.Events, new ListQuery(), Token)).Items;
}
