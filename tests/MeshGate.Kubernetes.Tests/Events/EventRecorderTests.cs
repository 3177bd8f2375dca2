using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Events;
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

    public EventRecorderTests() => _recorder = new EventRecorder(_api, "meshgate-operator", "pod", _time, NullLogger<EventRecorder>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _recorder.Dispose();

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
    public async Task Record_DropsEvents_WhenOneObjectMakesTooMany()
    {
        for (var i = 0; i < 100; i++)
        {
            await _recorder.RecordAsync(Node, EventType.Normal, "Noise", $"message {i}", Token);
        }

        Assert.Equal(25, (await EventsAsync()).Count);
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
