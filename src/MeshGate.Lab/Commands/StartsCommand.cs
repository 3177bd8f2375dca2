using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using MeshGate.Lab.Reports;
using MeshGate.Lab.Starts;

namespace MeshGate.Lab.Commands;

/// <summary>The command <c>starts</c>: how fast a daemon with fifty peers comes up, and what memory it takes.</summary>
public static class StartsCommand
{
    private const string ScenarioResource = "fifty-peers.yaml";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var daemon = new Option<DaemonBuild[]>("--daemon")
        {
            Description = "NAME=PATH of a daemon; may be given several times to compare builds; default: the daemon in bin/",
            CustomParser = Parse,
        };
        var starts = new Option<int>("--starts") { Description = "How often each is started", DefaultValueFactory = _ => 5 };
        starts.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--starts takes 1 to 1000");
            }
        });
        var json = new Option<string?>("--json") { Description = "File that the report is written to as JSON" };
        var common = new CommonOptions();
        var command = new Command("starts", "Measures how fast a daemon with fifty peers comes up after its machine has booted, and its memory")
        {
            daemon, starts, json, common.Api, common.WireGuard, common.Bin, common.Crds,
        };
        command.SetAction((result, cancellationToken) => LabCommandHost.RunAsync(
            async token =>
            {
                var scenario = EmbeddedScenario.Load(ScenarioResource);
                var options = common.Options(result, "run");
                DaemonBuild[] builds = result.GetValue(daemon) is { Length: > 0 } named ? named : [new DaemonBuild("daemon", options.Binaries.Daemon)];
                foreach (var build in builds)
                {
                    if (LabCommandHost.Refuse(scenario, options with { Binaries = options.Binaries with { Daemon = build.Path } }) is { } refusal)
                    {
                        return refusal;
                    }
                }

                var console = LabConsole.Create();
                var report = await StartRun.RunAsync(scenario, options, builds, result.GetValue(starts), new ConsoleReport(console).Say, token);
                StartsConsole.Show(console, report);
                if (result.GetValue(json) is { } file)
                {
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, StartsJsonContext.Default.StartReport) + "\n", token);
                }

                return ExitCodes.Passed;
            },
            cancellationToken));
        return command;
    }

    private static DaemonBuild[] Parse(ArgumentResult result)
    {
        var builds = new List<DaemonBuild>(result.Tokens.Count);
        foreach (var token in result.Tokens)
        {
            if (DaemonBuild.Parse(token.Value) is { } build)
            {
                builds.Add(build);
            }
            else
            {
                result.AddError($"{token.Value} is not NAME=PATH");
            }
        }

        return [.. builds];
    }
}
