using System.Threading.Channels;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Events;

namespace MeshGate.Operator.Events;

/// <summary>
/// Hands Events to the recorder one after another, apart from the work that they tell of: a thousand nodes that join must not
/// wait for a thousand Events. When too many wait, news are dropped; conditions say the same. Safe for concurrent use.
/// </summary>
public sealed class EventQueue(IEventRecorder recorder)
{
    private const int Capacity = 4096;

    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Tells something about an object.</summary>
    public void Tell(IKubernetesObject<V1ObjectMeta> about, EventType type, string reason, string message)
        => _waiting.Writer.TryWrite(new Entry(about, type, reason, message));

    /// <summary>Records until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Entry entry in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                await recorder.RecordAsync(entry.About, entry.Type, entry.Reason, entry.Message, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
    }

    private sealed record Entry(IKubernetesObject<V1ObjectMeta> About, EventType Type, string Reason, string Message);
}
