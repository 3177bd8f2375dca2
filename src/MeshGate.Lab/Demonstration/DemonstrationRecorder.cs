using MeshGate.Lab.Machines;
using MeshGate.Lab.Matrix;
using MeshGate.Lab.Operations;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Demonstration;

/// <summary>Takes down what a lab's streams and operations measured, before the lab goes.</summary>
internal static class DemonstrationRecorder
{
    private static readonly TimeSpan Width = TimeSpan.FromMilliseconds(200);

    /// <summary>The record of a lab whose steps are over. What is known only once it is removed is left open.</summary>
    internal static DemonstrationRecord Take(RunningLab lab, long origin)
    {
        var machines = lab.Scenario.Machines.Where(machine => machine.Daemon).ToArray();
        return new DemonstrationRecord
        {
            Name = lab.Scenario.Name,
            Description = lab.Scenario.Description,
            Processors = Environment.ProcessorCount,
            Machines = machines.Length,
            Regions = lab.Scenario.Regions.Count,
            Nats = machines.GroupBy(machine => GroundTruth.Kind(lab.Scenario, machine), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Streams = [.. lab.Streams.Started.Select(stream => Of(lab, stream.Key, stream.Value, origin))],
            Operations = [.. lab.Operations.Results.Select(operations => Of(lab, operations.Key, operations.Value, origin))],
        };
    }

    private static StreamRecord Of(RunningLab lab, string name, IPacketStream stream, long origin)
    {
        var spec = lab.Scenario.Streams.First(declared => declared.Name == name);
        var (timeline, statistics) = (stream.Timeline(Width), stream.Measure());
        return new StreamRecord
        {
            Name = name,
            From = spec.From,
            To = spec.To,
            At = Seconds(lab.Time.GetElapsedTime(origin, timeline.Origin)),
            Width = timeline.Width.TotalSeconds,
            Sent = timeline.Sent,
            Received = timeline.Received,
            Lost = statistics.Lost,
            LongestGap = Math.Round(statistics.LongestGap.TotalMilliseconds, 1),
        };
    }

    private static OperationsRecord Of(RunningLab lab, string name, OperationsResult result, long origin) => new(
        name,
        result.AtOnce,
        [
            .. result.Results.OrderBy(operation => operation.Started).Select(operation => new OperationRecord(
                Kind(operation.Operation.Kind), operation.Operation.From, operation.Operation.To,
                Seconds(lab.Time.GetElapsedTime(origin, operation.Started)), Seconds(operation.Duration), operation.Failure)),
        ]);

    private static string Kind(OperationKind kind) => kind switch
    {
        OperationKind.Ping => "ping",
        OperationKind.Transfer => "transfer",
        OperationKind.Lookup => "lookup",
        _ => "route change",
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 4);
}
