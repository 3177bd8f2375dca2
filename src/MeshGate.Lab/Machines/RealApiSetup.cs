using System.Globalization;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Machines;

/// <summary>
/// A real kube-apiserver with its etcd in the namespace of the control plane, with the roles of <c>config/rbac</c>. A forwarder lets
/// programs on the host reach it.
/// </summary>
internal sealed class RealApiSetup(LabOptions options, LabParts parts) : ApiSetup(options, parts)
{
    private const int EtcdPort = 2379;
    private const string OperatorAccount = "meshgate-operator";

    private readonly Dictionary<string, ClusterUser> _users = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override string Token(string user) => _users[user].Token;

    /// <inheritdoc/>
    internal override async Task StartAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        var assets = ClusterAssets.Find() ?? throw new LabException($"The lab needs {ClusterAssets.Hint}.");
        _users[Admin] = ClusterUser.Admin();
        _users[Operator] = ClusterUser.ServiceAccount(MeshGateApi.OperatorNamespace, OperatorAccount);
        foreach (var machine in Daemons)
        {
            _users[Daemon(machine)] = ClusterUser.ServiceAccount(
                MeshGateApi.DefaultNamespace, $"{MeshGateApi.DaemonAccount}-{machine}");
        }

        var files = ClusterFiles.Create(
            Folder, [IPAddress.Loopback, AddressPool.Control, AddressPool.ControlIPv6], _users.Values, lab.Time.GetUtcNow());
        var control = Parts.Plan.Control.Node.Namespace;
        var processes = new[]
        {
            Add("etcd", control, ServerCommands.Etcd(assets, files, EtcdPort)),
            Add("api", control, ServerCommands.KubeApiServer(
                assets, files, EtcdPort, new IPEndPoint(IPAddress.IPv6Any, Port), AddressPool.Control, []), ServerCommands.Grace),
            Add("forward", null,
            [
                Options.Binaries.Lab, "forward", "--listen", HostAddress.Authority, "--netns", control,
                "--to", string.Create(CultureInfo.InvariantCulture, $"{AddressPool.Control}:{Port}"),
            ]),
        };
        foreach (var process in processes)
        {
            process.Start();
        }

        Connect();
        await lab.UntilAsync(processes[1], () => lab.Api.IsReadyAsync("readyz", cancellationToken), cancellationToken);
        await ManifestInstaller.InstallAsync(lab.Api, [Options.Binaries.Crds, Options.Binaries.Rbac], lab.Time, cancellationToken);
        await lab.StartAsync("api", cancellationToken);
    }
}
