using Microsoft.Extensions.Hosting;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>Runs a loop for as long as the host runs.</summary>
internal sealed class BackgroundRunner(Func<CancellationToken, Task> run) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => run(stoppingToken);
}
