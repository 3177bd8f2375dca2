using System.CommandLine;
using System.Globalization;
using MeshGate.Cli.Clusters;

namespace MeshGate.Cli.Bundles;

/// <summary><c>meshgate support-bundle</c>: exit code 0 once the file is written, 1 if it cannot be, 2 if the API server cannot be asked.</summary>
public static class SupportBundleCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Where the bundle goes, readable by you alone; default: meshgate-TIME.tar.gz.", HelpName = "FILE" };
        var machines = new Option<int>("--machines") { Description = "At most so many machines are asked, and logs of so many pods a namespace taken.", HelpName = "N", DefaultValueFactory = _ => 50 };
        Option<string> nodes = NamespaceOptions.Nodes();
        Option<string> system = NamespaceOptions.Operator();
        var command = new Command("support-bundle", "Collects MeshGate's objects, logs and events, and what each daemon says, into one file, with secrets taken out.") { output, machines, nodes, system };
        command.SetAction((result, cancellationToken) => MeshQuery.AskAsync(result, async cluster =>
        {
            InvocationConfiguration console = result.InvocationConfiguration;
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            string name = string.Create(CultureInfo.InvariantCulture, $"meshgate-{now:yyyyMMdd-HHmmss}");
            FileInfo file = result.GetValue(output) ?? new FileInfo($"{name}.tar.gz");
            var run = new BundleRun(cluster, result.GetValue(nodes)!, result.GetValue(system)!, result.GetValue(machines));
            try
            {
                await run.RunAsync(keys => new BundleArchive(Create(file), name, now, keys), cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await console.Error.WriteLineAsync($"meshgate: {file.FullName} cannot be written: {e.Message}");
                return ExitCode.NotWell;
            }

            await console.Output.WriteLineAsync($"{file.FullName} is written. It holds names and addresses of your machines: look at it before you pass it on.");
            foreach (string missing in run.Missing)
            {
                await console.Output.WriteLineAsync($"  without {missing}");
            }

            return ExitCode.Well;
        }));
        return command;
    }

    private static FileStream Create(FileInfo file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file.FullName, options);
    }
}
