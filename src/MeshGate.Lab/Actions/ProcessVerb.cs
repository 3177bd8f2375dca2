namespace MeshGate.Lab.Actions;

/// <summary>What is done to a process.</summary>
public enum ProcessVerb
{
    /// <summary>Sends a signal, SIGKILL unless another is named.</summary>
    Kill,

    /// <summary>Starts it as it was started first.</summary>
    Start,

    /// <summary>Asks it to end (SIGTERM) and waits.</summary>
    Stop,

    /// <summary>Stops and starts it.</summary>
    Restart,
}
