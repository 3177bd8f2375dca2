using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MeshGate.NodeDaemon.Inspecting;

/// <summary>
/// <c>meshgate-noded ping</c>: sends echoes through the tunnel and says by which path they went. Exit code 0 if an answer came, 1 if none did.
/// Needs NET_RAW, as the daemon beside it does, and nothing else.
/// </summary>
internal static class PingCommand
{
    private const int MostEchoes = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the command.</summary>
    /// <param name="metrics">The option <c>--metrics</c>.</param>
    public static Command Create(Option<string> metrics)
    {
        var peer = new Argument<string>("PEER") { Description = "The name of the peer's MeshNode." };
        var address = new Argument<string>("ADDRESS") { Description = "Its mesh address." };
        var count = new Option<int>("--count") { Description = "How many echoes, 1 to 1000.", DefaultValueFactory = _ => 3 };
        var timeout = new Option<int>("--timeout") { Description = "How many seconds an answer is waited for; a session that sleeps wakes meanwhile.", DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json") { Description = "A line of JSON for each echo." };
        address.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("ADDRESS must be an IP address");
            }
        });
        Bound(count, MostEchoes);
        Bound(timeout, 60);
        var command = new Command("ping", "Sends echoes to a peer through the tunnel and says by which path they went.") { peer, address, count, timeout, json, metrics };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var daemon = new RunningDaemon(parsed.GetValue(metrics)!);
            var name = parsed.GetValue(peer)!;
            return await RunAsync(
                daemon,
                name,
                IPAddress.Parse(parsed.GetValue(address)!),
                parsed.GetValue(count),
                TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                reply => parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? reply.ToJson() : reply.Say(name)),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RunningDaemon daemon, string peer, IPAddress address, int count, TimeSpan timeout, Func<PingReply, Task> say, CancellationToken cancellationToken)
    {
        var answers = 0;
        for (var sequence = 1; sequence <= count; sequence++)
        {
            var reply = await EchoAsync(sequence, address, timeout, cancellationToken);
            using var peers = await daemon.ReadAsync("peersz", cancellationToken);
            await say(reply.On(peers?.RootElement, peer));
            answers += reply.RttMilliseconds is null ? 0 : 1;
            if (sequence < count)
            {
                await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            }
        }

        return answers > 0 ? 0 : 1;
    }

    private static async Task<PingReply> EchoAsync(int sequence, IPAddress address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            using var ping = new Ping();
            var started = TimeProvider.System.GetTimestamp();
            var reply = await ping.SendPingAsync(address, timeout, cancellationToken: cancellationToken);
            var took = TimeProvider.System.GetElapsedTime(started);
            return reply.Status == IPStatus.Success
                ? new PingReply(sequence, Math.Round(took.TotalMilliseconds, 2), null, null, null, null)
                : Lost(reply.Status == IPStatus.TimedOut ? $"none within {timeout.TotalSeconds:0} s" : reply.Status.ToString());
        }
        catch (Exception e) when (e is PingException or SocketException or PlatformNotSupportedException)
        {
            return Lost((e.InnerException ?? e).Message);
        }

        PingReply Lost(string why) => new(sequence, null, null, null, null, why);
    }

    private static void Bound(Option<int> option, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
        {
            result.AddError($"{option.Name} must be between 1 and {most}");
        }
    });
}
