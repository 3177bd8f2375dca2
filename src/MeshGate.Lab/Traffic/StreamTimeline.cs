namespace MeshGate.Lab.Traffic;

/// <summary>How many packets of a stream came in each part of its life.</summary>
/// <param name="Origin">When it began, by the clock's timestamps.</param>
/// <param name="Width">How long one part is.</param>
/// <param name="Sent">Packets sent, part by part.</param>
/// <param name="Received">Packets received, part by part.</param>
public sealed record StreamTimeline(long Origin, TimeSpan Width, IReadOnlyList<int> Sent, IReadOnlyList<int> Received)
{
    private const int MostParts = 100_000;

    /// <summary>Counts packets by when they were sent and received; what was not received is negative.</summary>
    public static StreamTimeline Of(long origin, TimeSpan width, IReadOnlyList<TimeSpan> sent, IReadOnlyList<TimeSpan> received)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(received);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(width, TimeSpan.Zero);
        var last = sent.Concat(received).Where(time => time >= TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
        var parts = (int)Math.Min((last / width) + 1, MostParts);
        return new StreamTimeline(origin, width, Count(sent, width, parts), Count(received, width, parts));
    }

    private static int[] Count(IReadOnlyList<TimeSpan> times, TimeSpan width, int parts)
    {
        var counts = new int[parts];
        foreach (var part in times.Where(time => time >= TimeSpan.Zero).Select(time => (int)(time / width)).Where(part => part < parts))
        {
            counts[part]++;
        }

        return counts;
    }
}
