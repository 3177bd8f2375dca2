namespace MeshGate.Traversal.Ice;

/// <summary>What a MeshPolicy says about the search for a path.</summary>
public sealed record CheckListSettings
{
    /// <summary>Between two checks of the path of a session that is not in use. They hold the NATs' mappings, too.</summary>
    public TimeSpan Consent { get; init; } = CheckListTimers.Consent;

    /// <summary>
    /// Between two checks of the paths that an idle session may move to; null where it never moves. Those of a session in use are checked
    /// each second.
    /// </summary>
    public TimeSpan? Standby { get; init; }

    /// <summary>Between two checks of the path of a session that is not in use, where hellos prove it; those hold the NATs' mappings, too.</summary>
    public TimeSpan WatchedIdle { get; init; } = CheckListTimers.WatchedIdleConsent;

    /// <summary>Whether TURN servers are known here, of which the peer may tell an address in its MeshNode alone.</summary>
    public bool HasServers { get; init; } = true;

    /// <summary>The time one round of checks has.</summary>
    public TimeSpan RoundTimeout { get; init; } = CheckListTimers.RoundTimeout;

    /// <summary>Rounds after the first before a path counts as impossible for now.</summary>
    public int Retries { get; init; } = CheckListTimers.Retries;
}
