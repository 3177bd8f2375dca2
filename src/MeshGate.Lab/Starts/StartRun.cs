using System.Globalization;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Starts;

/// <summary>
/// Measures builds of the daemon side by side: each has a lab of its own, all labs stand at the same time, and one machine boots after the
/// other, so that what else the computer does falls on all builds alike.
/// </summary>
public static class StartRun
{
    /// <summary>How long after a start the memory is read.</summary>
    public static readonly TimeSpan WeighedAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(30);

    /// <summary>Measures them and removes the labs.</summary>
    /// <param name="scenario">A machine <c>one</c> and a crowd <c>town</c> around it.</param>
    /// <param name="options">How to build the labs; the daemon of each is that of the build.</param>
    /// <param name="builds">The builds.</param>
    /// <param name="starts">How often each is started.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LabException">A daemon did not come up.</exception>
    public static async Task<StartReport> RunAsync(
        Scenario scenario,
        LabOptions options,
        IReadOnlyList<DaemonBuild> builds,
        int starts,
        Action<string> say,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(builds);
        ArgumentNullException.ThrowIfNull(say);
        var labs = new List<StartLab>();
        try
        {
            foreach (var build in builds)
            {
                var own = options with { Binaries = options.Binaries with { Daemon = build.Path } };
                labs.Add(new StartLab(await LabBuilder.BuildAsync(scenario, own, text => say($"{build.Name}: {text}"), cancellationToken), build));
                await labs[^1].FormAsync(cancellationToken);
            }

            for (var i = 0; i < starts; i++)
            {
                foreach (var (lab, build) in labs.Zip(builds))
                {
                    var times = await lab.BootAsync(cancellationToken);
                    say(string.Create(
                        CultureInfo.InvariantCulture, $"{build.Name}: start {i + 1}: {times.Configured:0.000} s to every peer configured, {times.Tunnel:0.000} s to a ping"));
                }

                foreach (var lab in labs)
                {
                    await lab.WeighAsync(WeighedAfter, cancellationToken);
                }
            }

            say("traffic with every peer");
            var figures = await Task.WhenAll(labs.Select(lab => lab.UseAsync(PingInterval, UsedFor, cancellationToken)));
            return new StartReport(scenario.Machines.Sum(machine => machine.Crowd?.Peers ?? 0), figures);
        }
        finally
        {
            foreach (var lab in labs)
            {
                await lab.Lab.DisposeAsync();
            }
        }
    }
}
