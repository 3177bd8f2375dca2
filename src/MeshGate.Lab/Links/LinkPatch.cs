using System.Globalization;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Links;

/// <summary>A change of a link; what is null stays as it is.</summary>
/// <param name="Delay">The new delay, one way.</param>
/// <param name="Jitter">The new jitter.</param>
/// <param name="Rate">The new rate in bits per second.</param>
/// <param name="IsUnlimited">Whether the rate's limit goes away.</param>
/// <param name="Loss">The new share of lost packets, in percent.</param>
/// <param name="Reorder">Whether packets may overtake each other.</param>
public sealed record LinkPatch(TimeSpan? Delay, TimeSpan? Jitter, long? Rate, bool IsUnlimited, double? Loss, bool? Reorder)
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => this == new LinkPatch(null, null, null, IsUnlimited: false, null, null);

    /// <summary>The link after the change. Its values may not fit each other; see <see cref="LinkSpec.Problem"/>.</summary>
    public LinkSpec Apply(LinkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec with
        {
            Delay = Delay ?? spec.Delay,
            Jitter = Jitter ?? spec.Jitter,
            Rate = IsUnlimited ? null : Rate ?? spec.Rate,
            Loss = Loss ?? spec.Loss,
            Reorder = Reorder ?? spec.Reorder,
        };
    }

    /// <summary>What changes, for a person.</summary>
    public string Describe()
    {
        string?[] parts =
        [
            Delay is { } delay ? $"delay {DurationText.Write(delay)}" : null,
            Jitter is { } jitter ? $"jitter {DurationText.Write(jitter)}" : null,
            IsUnlimited ? "no limit of its rate" : Rate is { } rate ? $"rate {RateText.Write(rate)}" : null,
            Loss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"loss {loss} %") : null,
            Reorder is { } reorder ? (reorder ? "reordering" : "in order") : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }
}
