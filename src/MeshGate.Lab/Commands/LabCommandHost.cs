using System.Runtime.InteropServices;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Commands;

/// <summary>What all commands that build labs share: signals, errors and exit codes.</summary>
internal static class LabCommandHost
{
    // The command line parser turns SIGINT and SIGTERM into its own token already.
    private static readonly PosixSignal[] MoreSignals = [PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    /// <summary>Runs a command so that a signal cancels it, it cleans up, and its exit code says how it ended.</summary>
    internal static async Task<int> RunAsync(
        Func<CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var registrations = MoreSignals.Select(s => PosixSignalRegistration.Create(s, context =>
        {
            // A second signal changes nothing: the removal is on its way, and the guard stands behind it.
            context.Cancel = true;
            interrupted.Cancel();
        })).ToArray();
        try
        {
            return await command(interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            Console.Error.WriteLine("Interrupted; the lab was removed.");
            return ExitCodes.Interrupted;
        }
        catch (ScenarioException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCodes.WrongScenario;
        }
        catch (Exception e) when (e is LabException or ApiException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCodes.Failed;
        }
        finally
        {
            foreach (var registration in registrations)
            {
                registration.Dispose();
            }
        }
    }

    /// <summary>Says what is missing for a scenario; null when the lab can be built.</summary>
    internal static int? Refuse(Scenario scenario, LabOptions options)
    {
        if (LabRequirements.Missing(scenario, options) is not { } missing)
        {
            return null;
        }

        Console.Error.WriteLine(missing);
        return ExitCodes.Lacking;
    }
}
