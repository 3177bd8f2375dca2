using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Operations;

/// <summary>Does one operation. Whatever goes wrong with it is its result.</summary>
internal sealed class OperationDoer(RunningLab lab, OperationSpec spec)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    internal async Task<OperationResult> DoAsync(PlannedOperation operation, int number, CancellationToken cancellationToken)
    {
        var start = lab.Time.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(lab.Pace.Patience(spec.Patience));
        string? failure;
        try
        {
            failure = operation.Kind switch
            {
                OperationKind.Ping => await PingAsync(operation, patience.Token),
                OperationKind.Transfer => await TransferAsync(operation, patience.Token),
                OperationKind.Lookup => await LookUpAsync(operation, patience.Token),
                _ => await ChangeRouteAsync(operation, number, patience.Token, cancellationToken),
            };
        }
        catch (Exception e) when (e is LabException or ApiException or HttpRequestException or JsonException)
        {
            failure = e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = string.Create(CultureInfo.InvariantCulture, $"not done after {lab.Pace.Patience(spec.Patience).TotalSeconds:0.#} s");
        }

        return new OperationResult(operation, start, lab.Time.GetElapsedTime(start), failure);
    }

    private async Task<string?> PingAsync(PlannedOperation operation, CancellationToken cancellationToken)
    {
        while (await lab.PingAsync(operation.From, operation.To, mesh: true, null, cancellationToken) is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    private async Task<string?> TransferAsync(PlannedOperation operation, CancellationToken cancellationToken)
    {
        var result = await lab.TransferAsync(operation.From, operation.To, spec.TransferSize, mesh: true, null, cancellationToken);
        return result.Intact ? null : result.ToString();
    }

    private async Task<string?> LookUpAsync(PlannedOperation operation, CancellationToken cancellationToken)
    {
        using var client = NamespaceHttp.Client(lab.Machines[operation.To].Network, MetricsReader.DaemonPort);

        // As patient as every other operation; the client's own limit would end it sooner, and look like this one.
        client.Timeout = Timeout.InfiniteTimeSpan;
        var page = await client.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsReader.DaemonPort}/statusz"), cancellationToken);
        return (JsonNode.Parse(page) as JsonObject)?["ready"] is JsonValue value && value.TryGetValue<bool>(out var ready) && ready ? null : "it is not ready";
    }

    private async Task<string?> ChangeRouteAsync(PlannedOperation operation, int number, CancellationToken patience, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}-{number}");
        await lab.Api.ApplyAsync(Route(name, operation), patience);
        try
        {
            while (true)
            {
                var route = await lab.Api.GetAsync(null, "MeshRoute", null, name, patience);
                if ((string?)route?["status"]?["state"] == "Active")
                {
                    return null;
                }

                await Task.Delay(Pause, lab.Time, patience);
            }
        }
        finally
        {
            await lab.Api.DeleteAsync(null, "MeshRoute", null, name, cancellationToken);
        }
    }

    private static JsonObject Route(string name, PlannedOperation operation) => new()
    {
        ["apiVersion"] = MeshGateApi.GroupVersion,
        ["kind"] = "MeshRoute",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["source"] = operation.From,
            ["destination"] = new JsonObject { ["node"] = operation.To },
            ["maxBackupPaths"] = 1,
        },
    };
}
