namespace MeshGate.Lab.Links;

/// <summary>What becomes of a packet that enters a link.</summary>
internal enum LinkVerdict
{
    /// <summary>It comes out at the other end, later.</summary>
    Deliver,

    /// <summary>It gets lost on the way.</summary>
    Lose,

    /// <summary>The line is busy for so long that the packet is refused.</summary>
    Refuse,
}
