using System.Globalization;

namespace MeshGate.Lab.Traffic;

/// <summary>What became of a packet stream.</summary>
/// <param name="Sent">Packets sent long enough ago to have arrived.</param>
/// <param name="Received">Different packets received.</param>
/// <param name="Lost">Sent and not received.</param>
/// <param name="Duplicates">Packets received again.</param>
/// <param name="LongestGap">The longest time without a packet, from one received to the next; the sender's own lateness is not counted.</param>
public sealed record StreamStatistics(int Sent, int Received, int Lost, int Duplicates, TimeSpan LongestGap)
{
    private const double CalmShare = 0.01;
    private static readonly TimeSpan CalmTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// From the first packet lost to the first second after it in which less than 1 % of the packets sent are lost; zero where none
    /// is lost, and until the end where there is no such second.
    /// </summary>
    public TimeSpan LossyFor { get; init; }

    /// <summary>Judges a stream by when each packet was sent and received.</summary>
    /// <param name="sent">Time of sending of each packet, from the first packet on.</param>
    /// <param name="received">Time of receipt of each packet; negative where it was not received.</param>
    /// <param name="duplicates">Packets received again.</param>
    /// <param name="interval">The time between two packets as planned.</param>
    public static StreamStatistics Judge(
        IReadOnlyList<TimeSpan> sent, IReadOnlyList<TimeSpan> received, int duplicates, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(received);
        var arrived = Enumerable.Range(0, sent.Count).Where(i => received[i] >= TimeSpan.Zero).ToArray();
        var longest = TimeSpan.Zero;

        // Packets may overtake each other; a gap is between arrivals.
        var order = arrived.OrderBy(i => received[i]).ToArray();
        for (var i = 1; i < order.Length; i++)
        {
            var (before, after) = (order[i - 1], order[i]);
            var late = sent[after] - sent[before] - ((after - before) * interval);
            var gap = received[after] - received[before] - (late > TimeSpan.Zero ? late : TimeSpan.Zero);
            longest = gap > longest ? gap : longest;
        }

        // Silence that has not ended yet is a gap too, and so is one that was there from the start.
        if (sent.Count > 0)
        {
            var head = arrived.Length == 0 ? sent[^1] - sent[0] : sent[arrived[0]] - sent[0];
            var tail = arrived.Length == 0 ? TimeSpan.Zero : sent[^1] - sent[arrived[^1]];
            longest = new[] { longest, head, tail }.Max();
        }

        return new StreamStatistics(sent.Count, arrived.Length, sent.Count - arrived.Length, duplicates, longest) { LossyFor = JudgeLoss(sent, received) };
    }

    private static TimeSpan JudgeLoss(IReadOnlyList<TimeSpan> sent, IReadOnlyList<TimeSpan> received)
    {
        var first = Enumerable.Range(0, sent.Count).FirstOrDefault(i => received[i] < TimeSpan.Zero, -1);
        if (first < 0)
        {
            return TimeSpan.Zero;
        }

        var (end, lost) = (first, 0);
        for (var start = first; start < sent.Count; start++)
        {
            for (; end < sent.Count && sent[end] - sent[start] < CalmTime; end++)
            {
                lost += received[end] < TimeSpan.Zero ? 1 : 0;
            }

            if (end == sent.Count)
            {
                break;
            }

            if (lost < CalmShare * (end - start))
            {
                return sent[start] - sent[first];
            }

            lost -= received[start] < TimeSpan.Zero ? 1 : 0;
        }

        return sent[^1] - sent[first];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent} sent, {Received} received, {Lost} lost, {Duplicates} twice, longest gap {LongestGap.TotalMilliseconds:0.0} ms");
}
