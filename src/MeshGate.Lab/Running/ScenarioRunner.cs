using MeshGate.Lab.Cluster;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Running;

/// <summary>
/// Goes through a scenario's steps in a lab. A failed expectation is noted and the run goes on; an action that cannot be done
/// ends it.
/// </summary>
public static class ScenarioRunner
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs all steps.</summary>
    public static async Task<RunResult> RunAsync(RunningLab lab, IRunObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(observer);
        var start = lab.Time.GetTimestamp();
        var results = new List<StepResult>();
        foreach (var step in lab.Scenario.Steps)
        {
            observer.Begin(step.Title);
            var result = step.Action is not null
                ? await ActAsync(lab, step, cancellationToken)
                : await ExpectAsync(lab, step, cancellationToken);
            results.Add(result);
            observer.End(result);
            if (!result.Passed && !result.IsExpectation)
            {
                break;
            }
        }

        await TellOfLinksAsync(lab, observer, cancellationToken);
        foreach (var result in await AlwaysAsync(lab, cancellationToken))
        {
            results.Add(result);
            observer.End(result);
        }

        return new RunResult(results, lab.Time.GetElapsedTime(start));
    }

    private static async Task<StepResult> ActAsync(RunningLab lab, ScenarioStep step, CancellationToken cancellationToken)
    {
        var start = lab.Time.GetTimestamp();
        var failure = string.Empty;
        try
        {
            await step.Action!.ExecuteAsync(lab, cancellationToken);
        }
        catch (Exception e) when (e is LabException or ApiException)
        {
            failure = e.Message;
        }

        return new StepResult(
            step.Title, step.Position.Line, false, failure.Length == 0, failure, null, null, string.Empty, lab.Time.GetElapsedTime(start));
    }

    private static async Task<StepResult> ExpectAsync(RunningLab lab, ScenarioStep step, CancellationToken cancellationToken)
    {
        var start = lab.Time.GetTimestamp();
        var within = lab.Pace.Patience(step.Within);
        while (true)
        {
            var outcome = await CheckAsync(lab, step.Expectation!, cancellationToken);
            var elapsed = lab.Time.GetElapsedTime(start);
            var isExcused = lab.Pace.Excuses(outcome);
            if (outcome.Passed || isExcused || elapsed >= within)
            {
                // Where there is no other measure, the time until it was as expected is the measure.
                var timed = outcome.Value is null && outcome.Bound is null && within > TimeSpan.Zero;
                return new StepResult(
                    step.Title,
                    step.Position.Line,
                    true,
                    outcome.Passed || isExcused,
                    outcome.Detail,
                    timed ? elapsed.TotalSeconds : outcome.Value,
                    timed ? within.TotalSeconds : outcome.Bound,
                    timed ? "s" : outcome.Bound is null ? string.Empty : outcome.Unit,
                    elapsed)
                {
                    IsTimeExcused = isExcused,
                };
            }

            await Task.Delay(Pause, lab.Time, cancellationToken);
        }
    }

    private static async Task<ExpectationOutcome> CheckAsync(
        RunningLab lab, Expectation expectation, CancellationToken cancellationToken)
    {
        try
        {
            return await expectation.CheckAsync(lab, cancellationToken);
        }
        catch (Exception e) when (e is LabException or ApiException)
        {
            // Not there yet, perhaps: an address that was not allocated, an API that restarts.
            return new ExpectationOutcome(false, e.Message);
        }
    }

    private static async Task TellOfLinksAsync(RunningLab lab, IRunObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (region, report) in await lab.Links.ReportAsync(cancellationToken))
            {
                observer.Say($"link of {region}: {report}");
            }
        }
        catch (LabException e)
        {
            observer.Say(e.Message);
        }
    }

    // What every run expects at its end.
    private static async Task<IReadOnlyList<StepResult>> AlwaysAsync(RunningLab lab, CancellationToken cancellationToken) =>
        lab.Machines.Values.Any(m => m.Kernel is not null) ? [Alive(lab), await KernelsAsync(lab, cancellationToken)] : [Alive(lab)];

    private static async Task<StepResult> KernelsAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var doubts = await Task.WhenAll(lab.Machines.Values.Select(m => m.Kernel!.DoubtAsync(cancellationToken)));
        var wrong = doubts.OfType<string>().ToArray();
        return new StepResult(
            "every tunnel is the kernel's WireGuard", 0, true, wrong.Length == 0, string.Join('\n', wrong),
            doubts.Length - wrong.Length, doubts.Length, "tunnels", TimeSpan.Zero);
    }

    private static StepResult Alive(RunningLab lab)
    {
        var ended = lab.Processes.Values.Where(p => p.EndedByItself).ToArray();
        return new StepResult(
            "no process ended by itself",
            0,
            true,
            ended.Length == 0,
            string.Join('\n', ended.Select(p => $"{p.Name} ended with {p.ExitCode}:\n{p.LogTail(15)}")),
            ended.Length,
            0,
            "processes",
            TimeSpan.Zero);
    }
}
