using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Processes;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>
/// Makes this machine forward as a gateway: its rules, and the kernel's switches for the tunnel's interface and for those that the networks
/// lie behind. When it is a gateway no more, the rules go, and so do switches that it turned on. While the daemon is away they stay.
/// </summary>
public sealed class ForwardingWorker(DaemonOptions options, IProcessRunner processes, TimeProvider time, ILogger<ForwardingWorker> logger, string switches = ForwardingWorker.Switches) : IDisposable
{
    /// <summary>Where the kernel's switches are (ip-sysctl).</summary>
    public const string Switches = "/proc/sys/net";

    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfterError = TimeSpan.FromSeconds(5);
    private readonly Mailbox<ForwardingOrder> _orders = new();
    private readonly HashSet<string> _turnedOn = new(StringComparer.Ordinal);
    private ForwardingOrder? _applied;
    private bool _wasGateway;
    private volatile string? _problem;

    /// <summary>Why this machine does not forward as ordered; null where it does.</summary>
    public string? Problem => _problem;

    /// <summary>Hands over what is wanted; only the latest counts.</summary>
    public void Post(ForwardingOrder order) => _orders.Post(order);

    /// <summary>Runs until cancelled.</summary>
    /// <param name="post">Takes word that <see cref="Problem"/> changed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(post);
        var order = await _orders.TakeAsync(cancellationToken);
        while (true)
        {
            var before = _problem;
            try
            {
                await ApplyAsync(order, cancellationToken);
                _problem = null;
            }
            catch (Exception error) when (error is IOException or TimeoutException or UnauthorizedAccessException)
            {
                // Whoever never was a gateway need not have what a gateway needs; whoever was one must get rid of its rules.
                (_problem, _applied) = (order.Routes.IsEmpty && !_wasGateway ? null : error.Message, null);
            }

            if (_problem != before)
            {
                if (_problem is { } problem)
                {
                    logger.ForwardingFailed(problem);
                }

                post(new AgentEvent.ForwardingChanged());
            }

            // An interface that was made anew has its switches as the system makes them.
            order = order.Routes.IsEmpty && _problem is null
                ? await _orders.TakeAsync(cancellationToken)
                : await _orders.TakeAsync(_problem is null ? Repeat : RetryAfterError, time, cancellationToken) ?? order;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _orders.Dispose();

    private async Task ApplyAsync(ForwardingOrder order, CancellationToken cancellationToken)
    {
        _wasGateway |= !order.Routes.IsEmpty;
        if (!order.Equals(_applied))
        {
            var result = await processes.RunAsync("nft", ["-f", "-"], ForwardingTable.Render(options.InterfaceName, order), cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new IOException($"'nft' refused: {result.Error.Trim()}");
            }

            _applied = order;
        }

        var wanted = await SwitchesForAsync(order, cancellationToken);
        foreach (var path in wanted)
        {
            if ((await File.ReadAllTextAsync(path, cancellationToken)).Trim() == "0")
            {
                await File.WriteAllTextAsync(path, "1\n", cancellationToken);
                _turnedOn.Add(path);
            }
        }

        foreach (var path in _turnedOn.Except(wanted).ToList())
        {
            _turnedOn.Remove(path);
            if (File.Exists(path))
            {
                await File.WriteAllTextAsync(path, "0\n", cancellationToken);
            }
        }

        _wasGateway = !order.Routes.IsEmpty;
    }

    private async Task<HashSet<string>> SwitchesForAsync(ForwardingOrder order, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var network in order.Routes.SelectMany(route => route.Networks).Distinct())
        {
            if (network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6)
            {
                // Over IPv6 the kernel forwards only with the switch of all interfaces on.
                wanted.Add($"{switches}/ipv6/conf/all/forwarding");
                continue;
            }

            wanted.Add($"{switches}/ipv4/conf/{options.InterfaceName}/forwarding");
            if (await InterfaceForAsync(network, cancellationToken) is { } name)
            {
                wanted.Add($"{switches}/ipv4/conf/{name}/forwarding");
            }
        }

        return wanted;
    }

    // Where a network's second address would leave: the first may be no machine's.
    private async Task<string?> InterfaceForAsync(IPNetwork network, CancellationToken cancellationToken)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[^1] |= (byte)(network.PrefixLength < 32 ? 1 : 0);
        var result = await processes.RunAsync("ip", ["-oneline", "route", "get", new IPAddress(bytes).ToString()], null, cancellationToken);
        var words = result.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "dev");
        return result.ExitCode == 0 && at >= 0 && at + 1 < words.Length && words[at + 1] is var name && name != "lo" && !name.Contains('/', StringComparison.Ordinal) ? name : null;
    }
}
