using System.Globalization;
using System.Text;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>
/// A <see cref="PeerSummary"/>: the name, then <c>key=value</c> words, the reason last since it has spaces. What cannot be read is left
/// out, a newer version's words among it.
/// </summary>
public sealed class PeerSummaryConverter : LineConverter<PeerSummary>
{
    private const char Separator = ' ';
    private const string Milliseconds = "ms";
    private const string Percent = "%";
    private const string Seconds = "yyyy-MM-ddTHH:mm:ssZ";
    private const string ReasonKey = "reason=";

    /// <inheritdoc/>
    protected override string Format(PeerSummary value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var line = new StringBuilder(value.Name).Append(" path=").Append(value.Path);
        Append("endpoint", value.Endpoint);
        Append("type", value.CandidateType?.ToString());
        Append("via", value.Via);
        Append("rtt", Span(value.RttMilliseconds));
        Append("jitter", Span(value.JitterMilliseconds));
        Append("loss", value.LossPercent is { } loss ? loss.ToString(CultureInfo.InvariantCulture) + Percent : null);
        Append("failovers", value.Failovers?.ToString(CultureInfo.InvariantCulture));
        Append("cause", value.FailoverCause);
        Append("gap", value.FailoverGapMilliseconds is { } gap ? gap.ToString(CultureInfo.InvariantCulture) + Milliseconds : null);
        Append("handshake", value.LastHandshakeTime?.ToUniversalTime().ToString(Seconds, CultureInfo.InvariantCulture));
        Append("turn", value.TurnAddresses is { Count: > 0 } turn ? string.Join(',', turn) : null);
        Append("route", value.Route);
        Append("phase", value.Phase);
        Append("paths", value.Paths is { Count: > 0 } paths ? string.Join(',', paths.Select(path => $"{path.Path}:{path.Health}")) : null);
        Append("reason", value.Reason);
        return line.ToString();

        static string? Span(double? milliseconds) => milliseconds is { } span ? span.ToString(CultureInfo.InvariantCulture) + Milliseconds : null;

        void Append(string key, string? text)
        {
            if (text is not null)
            {
                line.Append(Separator).Append(key).Append('=').Append(text);
            }
        }
    }

    /// <inheritdoc/>
    protected override PeerSummary Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var at = line.IndexOf(Separator + ReasonKey, StringComparison.Ordinal);
        var words = (at < 0 ? line : line[..at]).Split(Separator, StringSplitOptions.RemoveEmptyEntries);
        var summary = new PeerSummary { Name = words.FirstOrDefault(string.Empty), Reason = at < 0 ? null : line[(at + 1 + ReasonKey.Length)..] };
        foreach (var word in words.Skip(1))
        {
            var end = word.IndexOf('=', StringComparison.Ordinal);
            if (end > 0)
            {
                Set(summary, word[..end], word[(end + 1)..]);
            }
        }

        return summary;
    }

    private static void Set(PeerSummary summary, string key, string value)
    {
        switch (key)
        {
            case "path":
                summary.Path = Name<PeerPath>(value) ?? PeerPath.None;
                break;
            case "endpoint":
                summary.Endpoint = value;
                break;
            case "type":
                summary.CandidateType = Name<CandidateType>(value);
                break;
            case "rtt" when Span(value) is { } rtt:
                summary.RttMilliseconds = rtt;
                break;
            case "jitter" when Span(value) is { } jitter:
                summary.JitterMilliseconds = jitter;
                break;
            case "loss" when value.EndsWith(Percent, StringComparison.Ordinal) && Number(value[..^Percent.Length]) is { } loss:
                summary.LossPercent = loss;
                break;
            case "failovers":
                summary.Failovers = Number(value);
                break;
            case "cause":
                summary.FailoverCause = value;
                break;
            case "gap" when value.EndsWith(Milliseconds, StringComparison.Ordinal) && Number(value[..^Milliseconds.Length]) is { } gap:
                summary.FailoverGapMilliseconds = gap;
                break;
            case "handshake" when DateTime.TryParseExact(
                value, Seconds, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time):
                summary.LastHandshakeTime = time;
                break;
            case "via":
                summary.Via = value;
                break;
            case "route":
                summary.Route = value;
                break;
            case "phase":
                summary.Phase = value;
                break;
            case "paths":
                summary.Paths = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Path)];
                break;
            case "turn":
                summary.TurnAddresses = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
                break;
        }
    }

    private static double? Span(string value)
        => value.EndsWith(Milliseconds, StringComparison.Ordinal)
            && double.TryParse(value[..^Milliseconds.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var span)
            && double.IsFinite(span) ? span : null;

    private static RoutePathReport Path(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new RoutePathReport(text, PathHealth.Unknown) : new RoutePathReport(text[..colon], Name<PathHealth>(text[(colon + 1)..]) ?? PathHealth.Unknown);
    }

    private static int? Number(string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Enum.TryParse takes numbers too, and they are no names.
    private static T? Name<T>(string value)
        where T : struct, Enum
        => Enum.TryParse<T>(value, out var name) && Enum.IsDefined(name) && char.IsAsciiLetter(value[0]) ? name : null;
}
