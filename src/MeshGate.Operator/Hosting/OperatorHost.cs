using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MeshGate.Operator.Hosting;

/// <summary>Runs the operator as a process: logs to stderr, metrics and health over HTTP, a graceful stop on SIGTERM and SIGINT.</summary>
public static class OperatorHost
{
    private const int WrongSettings = 2;

    /// <summary>Runs until told to stop.</summary>
    /// <returns>The process's exit code: 2 where an environment variable is wrong.</returns>
    public static async Task<int> RunAsync(OperatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!TraceSettings.TryRead(Environment.GetEnvironmentVariable, out TraceSettings? tracing, out string? mistake))
        {
            await Console.Error.WriteLineAsync($"meshgate-operator: {mistake}");
            return WrongSettings;
        }

        using TraceExport? export = TraceExport.Start(
            tracing, "meshgate-operator", Environment.MachineName, typeof(OperatorHost).Assembly.GetName().Version?.ToString(3), ReconcileTraces.SourceName);

        // An empty builder, because settings come from the command line alone and no file in the working directory may change them.
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddMeshGateOperator(options);
        using IHost host = builder.Build();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OperatorHost).FullName!);
        OperatorLog.Starting(logger, options.Mesh.Network.ToString(), options.Namespace, options.Connection.ToString());
        export?.Announce(host.Services.GetRequiredService<ILogger<TraceExport>>());
        await host.RunAsync(cancellationToken);
        return 0;
    }
}
