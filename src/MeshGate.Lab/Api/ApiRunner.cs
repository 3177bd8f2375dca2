namespace MeshGate.Lab.Api;

/// <summary>Runs an embedded API as a process of its own.</summary>
public static class ApiRunner
{
    /// <summary>Serves until cancelled.</summary>
    /// <param name="read">Reads the options; what it throws is reported.</param>
    /// <param name="output">Receives a line with the address once the server answers.</param>
    /// <param name="error">Receives what went wrong.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    /// <returns>The exit code: 0, or 1 if it could not start.</returns>
    public static async Task<int> RunAsync(Func<EmbeddedApiOptions> read, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Warning)

            // What keeps the host from starting is reported below, in one line.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        try
        {
            await using EmbeddedApiServer server = await EmbeddedApiServer.StartAsync(read() with { LoggerFactory = loggers }, cancellationToken);
            await output.WriteLineAsync($"serving {server.Address.GetLeftPart(UriPartial.Authority)}");
            await output.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            await error.WriteLineAsync($"meshgate-lab api: {failure.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
