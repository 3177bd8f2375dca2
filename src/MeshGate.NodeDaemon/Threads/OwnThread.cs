namespace MeshGate.NodeDaemon.Threads;

/// <summary>Work that has a thread of its own, for what must be neither late nor handed from thread to thread of the pool.</summary>
public static class OwnThread
{
    /// <summary>Begins the work.</summary>
    /// <param name="name">The thread's name, of 15 letters at most: Linux cuts off the rest.</param>
    /// <param name="work">The work.</param>
    /// <returns>Ends with the work, and as the work did: by itself, cancelled, or with its error.</returns>
    public static Task RunAsync(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                work();
                ended.SetResult();
            }
            catch (OperationCanceledException cancelled)
            {
                ended.SetCanceled(cancelled.CancellationToken);
            }
            catch (Exception error)
            {
                ended.SetException(error);
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return ended.Task;
    }
}
