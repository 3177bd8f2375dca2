using System.CommandLine;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Hosting;

/// <summary>The command line of <c>meshgate-operator</c>.</summary>
public static class OperatorCommand
{
    private const string Off = "off";
    private const int SmallestMtu = 1280;
    private const int LargestMtu = 9000;

    /// <summary>Makes the command.</summary>
    /// <param name="run">Runs the operator and answers with the exit code.</param>
    public static RootCommand Create(Func<OperatorOptions, CancellationToken, Task<int>> run)
    {
        var kubeconfig = new Option<FileInfo?>("--kubeconfig") { Description = "kubeconfig file; without it the pod's service account is used.", HelpName = "FILE" };
        var @namespace = new Option<string>("--namespace") { Description = "Namespace of the daemons' heartbeat Leases.", DefaultValueFactory = _ => MeshGateApi.DefaultNamespace };
        var operatorNamespace = new Option<string>("--operator-namespace") { Description = "Namespace of the Lease by which the operator leads; no daemon may write there.", DefaultValueFactory = _ => MeshGateApi.OperatorNamespace };
        var cidrs = new Option<string[]>("--mesh-cidr")
        {
            Description = "Address range of the mesh, at most one IPv4 and one IPv6; give the option twice. Never change it in a mesh's life.",
            HelpName = "CIDR",
            DefaultValueFactory = _ => ["100.96.0.0/16", "fd6d:6573:6867::/64"],
        };
        var nodeSelector = new Option<string>("--node-selector")
        {
            Description = "Label selector of the Kubernetes Nodes that are given MeshNodes; empty for none.",
            HelpName = "SELECTOR",
            DefaultValueFactory = _ => "meshgate.io/mesh=true",
        };
        var pods = new Option<bool>("--advertise-pod-cidrs") { Description = "Let the mesh carry the traffic of pods too: each of those Nodes becomes a gateway to the ranges of its own pods (spec.podCIDRs), by a MeshRoute of its own." };
        var mtu = new Option<int>("--mtu") { Description = $"MTU of the tunnels in bytes, {SmallestMtu} to {LargestMtu}.", DefaultValueFactory = _ => 1380 };
        var metrics = new Option<string>("--metrics") { Description = "host:port at which /metrics, /healthz and /readyz are served; 'off' for none.", DefaultValueFactory = _ => "127.0.0.1:9585" };
        var page = new Option<string>("--page")
        {
            Description = "IP address and port at which the topology page is served, as address:port, to holders of a token that may get /topology/v1; 'off' for nowhere. It is plain HTTP: leave it on loopback, for kubectl port-forward, or put TLS before it.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => Off,
        };
        var rate = new Option<double>("--api-qps") { Description = "Requests a second to the API server, once the burst is spent; 0 for no limit.", DefaultValueFactory = _ => OperatorSettings.ForOperators.RequestsPerSecond };
        var burst = new Option<int>("--api-burst") { Description = "Requests to the API server that may be sent at once.", DefaultValueFactory = _ => OperatorSettings.ForOperators.RequestBurst };
        var leaderElect = new Option<bool>("--leader-elect") { Description = "Contend for a Lease, so that of several operators one acts; --leader-elect=false where only one ever runs.", DefaultValueFactory = _ => true };

        cidrs.Validators.Add(result =>
        {
            if (!MeshNetwork.TryParse(result.GetValueOrDefault<string[]>() ?? [], out _, out string? error))
            {
                result.AddError($"--mesh-cidr: {error}");
            }
        });
        mtu.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < SmallestMtu or > LargestMtu)
            {
                result.AddError($"--mtu must be {SmallestMtu} to {LargestMtu}.");
            }
        });
        metrics.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && text != Off && !HostEndpoint.TryParse(text, out _))
            {
                result.AddError($"--metrics: '{text}' is not host:port.");
            }
        });

        page.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && text != Off && PageEndpoint(text) is null)
            {
                result.AddError($"--page: '{text}' is not an IP address and a port.");
            }
        });
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not >= 0)
            {
                result.AddError("--api-qps must not be negative.");
            }
        });
        burst.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--api-burst must be at least 1.");
            }
        });

        var command = new RootCommand("MeshGate's operator: turns MeshNodes and MeshPolicies into a mesh.") { kubeconfig, @namespace, operatorNamespace, cidrs, nodeSelector, pods, mtu, metrics, page, rate, burst, leaderElect };
        command.SetAction(async (result, cancellationToken) =>
        {
            KubernetesConnection connection;
            try
            {
                connection = result.GetValue(kubeconfig) is { } file ? KubernetesConnection.FromKubeconfig(file.FullName) : KubernetesConnection.InCluster();
            }
            catch (KubernetesConfigurationException e)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate-operator: {e.Message}");
                return 2;
            }

            if (!MeshNetwork.TryParse(result.GetValue(cidrs) ?? [], out MeshNetwork? network, out string? error))
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate-operator: {error}");
                return 2;
            }

            var options = new OperatorOptions
            {
                Connection = connection,
                Namespace = result.GetValue(@namespace)!,
                OperatorNamespace = result.GetValue(operatorNamespace)!,
                Mesh = new MeshSettings(network, result.GetValue(mtu)),
                NodeSelector = result.GetValue(nodeSelector)!.Trim(),
                AdvertisesPods = result.GetValue(pods),
                Metrics = HostEndpoint.TryParse(result.GetValue(metrics), out HostEndpoint? endpoint) ? endpoint : null,
                Page = PageEndpoint(result.GetValue(page)),
                LeaderElect = result.GetValue(leaderElect),
                RequestsPerSecond = result.GetValue(rate),
                RequestBurst = result.GetValue(burst),
            };
            return await run(options, cancellationToken);
        });
        command.Subcommands.Add(ManifestsCommand.Create());
        return command;
    }

    private static IPEndPoint? PageEndpoint(string? text)
        => HostEndpoint.TryParse(text, out HostEndpoint? at) && IPAddress.TryParse(at.Host, out IPAddress? address) ? new IPEndPoint(address, at.Port) : null;
}
