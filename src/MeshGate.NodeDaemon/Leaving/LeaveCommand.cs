using System.CommandLine;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.NodeDaemon.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Leaving;

/// <summary><c>meshgate-noded leave</c>: takes what daemons made away from this machine.</summary>
internal static class LeaveCommand
{
    /// <summary>How often it is looked again: wireguard-go may end later than the daemon.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Makes the command.</summary>
    /// <param name="interface">The option <c>--interface</c>.</param>
    /// <param name="stateDirectory">The option <c>--state-dir</c>.</param>
    /// <param name="metrics">The option <c>--metrics</c>.</param>
    public static Command Create(Option<string> @interface, Option<string> stateDirectory, Option<string> metrics)
    {
        var stay = new Option<bool>("--stay") { Description = "Stay until told to stop, ready once nothing is left: for a DaemonSet." };
        var command = new Command("leave", "Takes interface, rules, key and state away from this machine, for good. No daemon may be running.")
        {
            @interface, stateDirectory, metrics, stay,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var cleaner = new MachineCleaner(parsed.GetValue(@interface)!, parsed.GetValue(stateDirectory)!, new ProcessRunner(TimeProvider.System));
            return parsed.GetValue(stay) ? StayAsync(cleaner, parsed.GetValue(metrics)!, cancellationToken) : LeaveAsync(cleaner, cancellationToken);
        });
        return command;
    }

    private static async Task<int> LeaveAsync(MachineCleaner cleaner, CancellationToken cancellationToken)
    {
        var left = await TryAsync(cleaner, cancellationToken);
        await Console.Error.WriteLineAsync($"meshgate-noded: {left ?? "nothing is left on this machine"}");
        return left is null ? 0 : 1;
    }

    private static async Task<int> StayAsync(MachineCleaner cleaner, string endpoint, CancellationToken cancellationToken)
    {
        string? left = "nothing was looked at yet", said = null;
        using var health = new TelemetryService(
            HostEndpoint.TryParse(endpoint, out var parsed) ? parsed : null,
            _ => false,
            [new HealthCheck("left", HealthKind.Readiness, () => Volatile.Read(ref left))],
            NullLogger<TelemetryService>.Instance);
        await health.StartAsync(cancellationToken);
        try
        {
            while (true)
            {
                Volatile.Write(ref left, await TryAsync(cleaner, cancellationToken));
                if ((left ?? "nothing is left on this machine") is var now && now != said)
                {
                    await Console.Error.WriteLineAsync($"meshgate-noded: {said = now}");
                }

                await Task.Delay(Again, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        finally
        {
            await health.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<string?> TryAsync(MachineCleaner cleaner, CancellationToken cancellationToken)
    {
        try
        {
            return await cleaner.CleanAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return error.Message;
        }
    }
}
