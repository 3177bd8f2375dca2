using System.Diagnostics;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>Prometheus' own opinion of a metrics page, where its tool is installed.</summary>
internal static class Promtool
{
    /// <summary>What it finds wrong; null when nothing, or when it is not there to be asked.</summary>
    public static async Task<string?> CheckAsync(string page, CancellationToken cancellationToken)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(d => Path.Combine(d, "promtool")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        using Process process = Process.Start(new ProcessStartInfo(program, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(page.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        string error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? null : error;
    }
}
