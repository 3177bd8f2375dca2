using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Leases: durations and counts in range, times with exactly six digits of a second, since an API server reads no others.</summary>
public sealed partial class LeaseRules : IObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
        foreach (string name in (string[])["acquireTime", "renewTime"])
        {
            if (value["spec"].Map()?[name] is { } time
                && (time.Text() is not { } text || !MicroTime().IsMatch(text) || !TextFormats.Holds("date-time", text)))
            {
                throw Refusal.BadRequest($"Lease in version \"v1\" cannot be handled as a Lease: spec.{name}: must be a time with six digits of a second");
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous)
    {
        if (value["spec"].Map() is not { } spec)
        {
            yield break;
        }

        if (spec["leaseDurationSeconds"] is { } duration && duration.Integer() is not > 0)
        {
            yield return FieldError.Invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        }

        if (spec["leaseTransitions"] is { } transitions && transitions.Integer() is not >= 0)
        {
            yield return FieldError.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex MicroTime();
}
