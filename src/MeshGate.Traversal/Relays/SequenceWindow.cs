namespace MeshGate.Traversal.Relays;

/// <summary>Tells numbers seen for the first time from others, within the latest 64 (the window of RFC 4303, section 3.4.3).</summary>
/// <param name="Highest">The highest number seen; 0 for none.</param>
/// <param name="Seen">Which of the 64 up to it were seen; the lowest bit is the highest number.</param>
public readonly record struct SequenceWindow(ulong Highest, ulong Seen)
{
    /// <summary>The window after a number; null when the number was seen before, is too old, or zero.</summary>
    public SequenceWindow? Take(ulong number)
    {
        if (number > Highest)
        {
            ulong shift = number - Highest;
            return new SequenceWindow(number, shift >= 64 ? 1 : (Seen << (int)shift) | 1);
        }

        ulong age = Highest - number;
        return number == 0 || age >= 64 || (Seen & (1UL << (int)age)) != 0 ? null : this with { Seen = Seen | (1UL << (int)age) };
    }
}
