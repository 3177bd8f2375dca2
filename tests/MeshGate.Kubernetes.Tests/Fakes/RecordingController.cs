using System.Collections.Concurrent;
using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>Notes what it is called for; fails or asks for more as told.</summary>
internal sealed class RecordingController : IEntityController<MeshNode>, IEntityFinalizer<MeshNode>
{
    private int _underWay;

    public ConcurrentQueue<string> Calls { get; } = new();

    public int FailuresLeft { get; set; }

    public TimeSpan? RequeueAfter { get; set; }

    public int MostAtOnce { get; private set; }

    public TaskCompletionSource? Hold { get; set; }

    public async Task<ReconciliationResult<MeshNode>> ReconcileAsync(MeshNode entity, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }

        try
        {
            if (Hold is { } hold)
            {
                await hold.Task.WaitAsync(cancellationToken);
            }

            return Note("reconcile", entity);
        }
        finally
        {
            lock (Calls)
            {
                _underWay--;
            }
        }
    }

    public Task<ReconciliationResult<MeshNode>> DeletedAsync(MeshNode entity, CancellationToken cancellationToken) => Task.FromResult(Note("deleted", entity));

    public Task<ReconciliationResult<MeshNode>> FinalizeAsync(MeshNode entity, CancellationToken cancellationToken) => Task.FromResult(Note("finalize", entity));

    private ReconciliationResult<MeshNode> Note(string what, MeshNode entity)
    {
        Calls.Enqueue($"{what} {entity.Metadata.Name}");
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            throw new InvalidOperationException("as told");
        }

        return ReconciliationResult<MeshNode>.Success(entity, what == "reconcile" ? RequeueAfter : null);
    }
}
