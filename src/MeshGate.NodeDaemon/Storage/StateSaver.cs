using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>Writes the state to disk off the agent's loop; only the latest counts.</summary>
public sealed class StateSaver(NodeStore store, TimeProvider time, ILogger<StateSaver> logger) : IDisposable
{
    /// <summary>The least time between two writes.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    private readonly Mailbox<SavedState> _states = new();

    /// <summary>Hands over the state.</summary>
    public void Post(SavedState state) => _states.Post(state);

    /// <summary>Writes until cancelled. A state without a node is written too: the node left, and must not come back from disk.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var state = await _states.TakeAsync(cancellationToken);
            try
            {
                store.Write(SavedState.FileName, state, SavedStateJsonContext.Default.SavedState);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.StateNotSaved(error.Message);
                _states.Return(state);
            }

            await Task.Delay(Spacing, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _states.Dispose();
}
