using Microsoft.Extensions.Hosting;

namespace MeshGate.Operator.Hosting;

/// <summary>Runs a loop for as long as the host runs.</summary>
internal sealed class LoopService(Func<CancellationToken, Task> run) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => run(stoppingToken);
}
