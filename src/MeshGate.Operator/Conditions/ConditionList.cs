using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Conditions;

/// <summary>Lists of conditions as the API keeps them.</summary>
public static class ConditionList
{
    private const int LongestMessage = 4096;

    /// <summary>The condition of a type, or null.</summary>
    public static Condition? Find(IReadOnlyList<Condition>? conditions, string type)
        => conditions?.FirstOrDefault(condition => condition?.Type == type);

    /// <summary>
    /// The wanted conditions with their times: a time stays where the status stays. Conditions of other types are dropped; the
    /// list has one writer.
    /// </summary>
    /// <param name="existing">What stands on the API.</param>
    /// <param name="wanted">What is to stand there, without times.</param>
    /// <param name="generation">The generation that the judgement answers.</param>
    /// <param name="now">The time for conditions whose status changes, to the second.</param>
    public static IReadOnlyList<Condition> Merge(IReadOnlyList<Condition>? existing, IEnumerable<Condition> wanted, long? generation, DateTimeOffset now)
    {
        var second = new DateTime(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return
        [
            .. wanted.Select(condition => condition with
            {
                ObservedGeneration = generation,
                LastTransitionTime = Find(existing, condition.Type) is { LastTransitionTime: { } time } old && old.Status == condition.Status ? time : second,
            }),
        ];
    }

    /// <summary>A condition without time and generation. A message longer than the API's schema takes is cut.</summary>
    public static Condition Of(string type, bool? status, string reason, string message) => new()
    {
        Type = type,
        Status = status switch { true => "True", false => "False", null => "Unknown" },
        Reason = reason,
        Message = message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…",
    };
}
