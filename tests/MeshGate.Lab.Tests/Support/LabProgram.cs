using System.Diagnostics;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Tests.Support;

/// <summary>Calls <c>bin/meshgate-lab</c> as a person would.</summary>
internal static class LabProgram
{
    internal static string Tree { get; } = LabBinaries.SourceTree() ?? throw new InvalidOperationException("not in the source tree");

    private static string Binary => Path.Combine(Tree, "bin", "meshgate-lab");

    /// <summary>Skips the test where labs cannot be built.</summary>
    internal static void Require() => LabEnvironment.Require(
        "ip", "nft", "wg", "wireguard-go", "setsid", "turnserver", "/dev/net/tun", Binary,
        Path.Combine(Tree, "bin", "meshgate-noded"), Path.Combine(Tree, "bin", "meshgate-operator"));

    internal static Process Start(params string[] arguments) => Start(arguments, null);

    /// <summary>Starts it, with one more environment variable where one is given.</summary>
    internal static Process Start(string[] arguments, (string Name, string Value)? environment)
    {
        var start = new ProcessStartInfo(Binary) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is { } variable)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end; the text is what it wrote to both outputs.</summary>
    internal static async Task<(int ExitCode, string Text)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>A scenario in a file of its own.</summary>
    internal static string WriteScenario(string yaml)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"scenario-{Guid.NewGuid():n}.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }
}
