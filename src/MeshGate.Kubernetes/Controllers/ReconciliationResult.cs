using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace MeshGate.Kubernetes.Controllers;

/// <summary>What came of a reconciliation. Has the public shape of KubeOps' record of the same name.</summary>
public sealed record ReconciliationResult<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    private ReconciliationResult(TEntity entity, string? errorMessage, Exception? error, TimeSpan? requeueAfter)
    {
        Entity = entity;
        ErrorMessage = errorMessage;
        Error = error;
        RequeueAfter = requeueAfter;
    }

    /// <summary>The entity it is about.</summary>
    public TEntity Entity { get; }

    /// <summary>False asks for a retry with backoff, or after <see cref="RequeueAfter"/>.</summary>
    [MemberNotNullWhen(false, nameof(ErrorMessage))]
    public bool IsSuccess => ErrorMessage is null;

    /// <summary>What went wrong, for a person.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The cause, if there is one.</summary>
    public Exception? Error { get; }

    /// <summary>When to reconcile again, counted from now.</summary>
    public TimeSpan? RequeueAfter { get; }

    /// <summary>All is as wanted.</summary>
    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) => new(entity, null, null, requeueAfter);

    /// <summary>It could not be done.</summary>
    public static ReconciliationResult<TEntity> Failure(TEntity entity, string errorMessage, Exception? error = null, TimeSpan? requeueAfter = null)
        => new(entity, errorMessage, error, requeueAfter);
}
