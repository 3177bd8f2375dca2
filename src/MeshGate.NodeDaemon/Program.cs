using System.CommandLine;
using System.CommandLine.Parsing;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Host;
using MeshGate.NodeDaemon.Inspecting;
using MeshGate.NodeDaemon.Leaving;
using MeshGate.Traversal.PortMapping;
using Microsoft.Extensions.Logging;

var node = new Option<string>("--node") { Description = "The name of this machine's MeshNode; default: the environment variable NODE_NAME." };
var kubeconfig = new Option<FileInfo?>("--kubeconfig") { Description = "How to reach the API server; default: the pod's service account." };
var @namespace = new Option<string>("--namespace") { Description = "The namespace of heartbeat Leases.", DefaultValueFactory = _ => MeshGateApi.DefaultNamespace };
var @interface = new Option<string>("--interface") { Description = "The WireGuard interface.", DefaultValueFactory = _ => "meshgate0" };
var stateDirectory = new Option<string>("--state-dir") { Description = "The directory of the private key and of what is needed to come back without the API.", DefaultValueFactory = _ => "/var/lib/meshgate" };
var listenPort = new Option<int>("--listen-port") { Description = "WireGuard's UDP port where the MeshNode names none.", DefaultValueFactory = _ => 51820 };
var portMappingLifetime = new Option<int>("--port-mapping-lifetime") { Description = "How many seconds a router is asked to lend a port, renewed at half of that.", DefaultValueFactory = _ => (int)PortMapperTimers.Lifetime.TotalSeconds };
var metrics = new Option<string>("--metrics") { Description = "Where Prometheus metrics are served, as address:port; empty for nowhere.", DefaultValueFactory = _ => "127.0.0.1:9586" };
var logLevel = new Option<LogLevel>("--log-level") { Description = "The least grave messages that are logged; default: the environment variable MESHGATE_LOG_LEVEL, else Information." };

node.DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NODE_NAME") ?? string.Empty;
node.Validators.Add(result =>
{
    // The options of the daemon itself are looked at also where a subcommand is asked for.
    var isSubcommand = result.Parent is CommandResult { Children: var given } && given.OfType<CommandResult>().Any();
    if (!isSubcommand && string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
    {
        result.AddError("--node is missing: name this machine's MeshNode, or set NODE_NAME");
    }
});
logLevel.DefaultValueFactory = result =>
{
    if (Environment.GetEnvironmentVariable("MESHGATE_LOG_LEVEL") is not { Length: > 0 } text)
    {
        return LogLevel.Information;
    }

    if (!Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) || !Enum.IsDefined(level))
    {
        result.AddError($"MESHGATE_LOG_LEVEL: '{text}' is none of {string.Join(", ", Enum.GetNames<LogLevel>())}");
    }

    return level;
};
@interface.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= 15 } name || name.AsSpan().ContainsAny(" /\t\n"))
    {
        result.AddError("--interface must be 1 to 15 characters without spaces and slashes");
    }
});
listenPort.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 65535)
    {
        result.AddError("--listen-port must be between 1 and 65535");
    }
});
portMappingLifetime.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 10 or > 86400)
    {
        result.AddError("--port-mapping-lifetime must be between 10 and 86400 seconds");
    }
});
metrics.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string>() is { Length: > 0 } text && !HostEndpoint.TryParse(text, out _))
    {
        result.AddError($"--metrics: '{text}' is not address:port");
    }
});

var command = new RootCommand("MeshGate's node daemon: applies WireGuard, finds this machine's public addresses, passes NATs and reports back.")
{
    node, kubeconfig, @namespace, @interface, stateDirectory, listenPort, portMappingLifetime, metrics, logLevel,
};
command.SetAction((parsed, cancellationToken) => DaemonHost.RunAsync(
    new DaemonOptions
    {
        NodeName = parsed.GetValue(node)!,
        Namespace = parsed.GetValue(@namespace)!,
        InterfaceName = parsed.GetValue(@interface)!,
        StateDirectory = parsed.GetValue(stateDirectory)!,
        ListenPort = parsed.GetValue(listenPort),
        PortMappingLifetime = TimeSpan.FromSeconds(parsed.GetValue(portMappingLifetime)),
        LogLevel = parsed.GetValue(logLevel),
    },
    parsed.GetValue(kubeconfig)?.FullName,
    parsed.GetValue(metrics)!,
    cancellationToken));
command.Subcommands.Add(PingCommand.Create(metrics));
command.Subcommands.Add(InspectCommand.Create(@interface, listenPort, metrics));
command.Subcommands.Add(LeaveCommand.Create(@interface, stateDirectory, metrics));
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
