namespace MeshGate.Traversal.Discovery;

/// <summary>
/// What became of the filtering tests (RFC 5780, section 4.4): from a port that has sent to one address of one server alone, the
/// server is asked to answer from elsewhere.
/// </summary>
/// <param name="Server">The server.</param>
/// <param name="FromOtherAddress">Whether its answer from its other address and port arrived (test II).</param>
/// <param name="FromOtherPort">Whether its answer from the same address and its other port arrived (test III).</param>
public sealed record FilteringEvidence(StunServer Server, bool FromOtherAddress, bool FromOtherPort)
{
    /// <summary>
    /// Whether the server's answers from elsewhere arrived at a port whose filters had been opened for them, so that silence
    /// elsewhere is the filter's doing; null where a mapping that depends on the destination forbids the test.
    /// </summary>
    public bool? ControlFromOtherAddress { get; init; }

    /// <summary>Likewise for its other port.</summary>
    public bool? ControlFromOtherPort { get; init; }
}
