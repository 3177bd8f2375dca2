namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// Judges whether a MeshNode that is not there was deleted, or whether the API server lost it. Whoever deletes a MeshNode does it in
/// two steps, since the operator holds it by a finalizer: one that was seen being deleted is gone for good. One that vanished from
/// one moment to the next must stay away for <see cref="Confirmation"/>, by answers of the API server that follow each other without a
/// longer gap; time in which it does not answer proves nothing. A machine that was deleted while its daemon did not look waits as
/// long, which harms nobody: its peers have forgotten its key. A function of the calls made to it.
/// </summary>
public sealed class Absence
{
    /// <summary>How long a MeshNode that vanished must stay away.</summary>
    public static readonly TimeSpan Confirmation = TimeSpan.FromMinutes(10);

    /// <summary>How often the API server is asked meanwhile.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestGap = AskInterval * 3;

    private bool _isBeingDeleted;
    private TimeSpan? _since;
    private TimeSpan _last;

    /// <summary>Whether the MeshNode is away and its end not yet believed.</summary>
    public bool IsDoubted => _since is not null;

    /// <summary>The MeshNode is there.</summary>
    /// <param name="isBeingDeleted">Whether somebody has asked for its end.</param>
    public void Present(bool isBeingDeleted)
    {
        _isBeingDeleted = isBeingDeleted;
        _since = null;
    }

    /// <summary>The API server answered that there is no such MeshNode.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Whether its end is to be believed.</returns>
    public bool Missing(TimeSpan now)
    {
        if (_since is null || now - _last > LongestGap)
        {
            _since = now;
        }

        _last = now;
        if (!_isBeingDeleted && now - _since < Confirmation)
        {
            return false;
        }

        _since = null;
        _isBeingDeleted = true;
        return true;
    }
}
