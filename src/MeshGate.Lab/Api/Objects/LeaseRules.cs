using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Leases: durations and counts in range, times with a fraction of a second as the API writes them.</summary>
public sealed class LeaseRules : IObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
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

        foreach (string name in (string[])["acquireTime", "renewTime"])
        {
            if (spec[name] is { } time && (time.Text() is not { } text || !TextFormats.Holds("date-time", text)))
            {
                yield return FieldError.Invalid($"spec.{name}", time, "must be a date-time");
            }
        }
    }
}
