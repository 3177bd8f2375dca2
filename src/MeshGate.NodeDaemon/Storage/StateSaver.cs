using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>Writes the state to disk off the agent's loop; only the latest counts.</summary>
public sealed class StateSaver(NodeStore store, TimeProvider time, ILogger<StateSaver> logger) : IDisposable
{
    /// <summary>The least time between two writes.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromMinutes(1);

    private readonly Mailbox<SavedState> _states = new();

    /// <summary>Hands over the state.</summary>
    public void Post(SavedState state) => _states.Post(state);

    /// <summary>Writes until cancelled. A state without a node is written too: the node left, and must not come back from disk.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (!cancellationToken.IsCancellationRequested)
        {
            var state = await _states.TakeAsync(cancellationToken);
            var wait = Spacing;
            try
            {
                store.Write(SavedState.FileName, state, SavedStateJsonContext.Default.SavedState);
                retry = FirstRetry;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.StateNotSaved(retry, error.Message);
                _states.Return(state);
                wait = retry;
                retry = retry * 2 < SlowestRetry ? retry * 2 : SlowestRetry;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _states.Dispose();
}
