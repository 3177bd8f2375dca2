namespace MeshGate.Traversal.PortMapping;

/// <summary>A router's epoch as it was read. Both protocols count seconds from when the router last lost its mappings.</summary>
/// <param name="Seconds">The router's count.</param>
/// <param name="At">When it came, on the caller's monotonic clock.</param>
public readonly record struct EpochReading(uint Seconds, TimeSpan At)
{
    /// <summary>
    /// Whether the router has lost its mappings since: its clock went back, or runs too unlike ours. RFC 6887, section 8.5; RFC 6886
    /// (section 3.6) is content with less, and what satisfies the first satisfies it, but that a jump ahead is no loss for NAT-PMP.
    /// </summary>
    /// <param name="later">A later reading.</param>
    /// <param name="isNatPmp">Whether NAT-PMP's rule counts.</param>
    public bool ShowsLoss(EpochReading later, bool isNatPmp)
    {
        double client = (later.At - At).TotalSeconds;
        double server = (double)later.Seconds - Seconds;
        return isNatPmp
            ? server + 2 < client * 7 / 8
            : server < -1 || client + 2 < server * 15 / 16 || server + 2 < client * 15 / 16;
    }
}
