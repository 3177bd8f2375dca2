using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;
using MeshGate.Cli.Clusters;
using MeshGate.Cli.Output;
using MeshGate.Probing.Sockets;

namespace MeshGate.Cli.Netcheck;

/// <summary>
/// <c>meshgate netcheck</c>: exit code 0 if direct paths are possible to at least some peers and every server answers, 1 if something is in
/// the way, 2 if nothing can be checked.
/// </summary>
public static class NetcheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var stun = new Option<string[]>("--stun") { Description = "STUN server, host[:port]; may be given several times.", HelpName = "SERVER", DefaultValueFactory = _ => [] };
        var turn = new Option<string[]>("--turn") { Description = "TURN server, host[:port], turn:host[:port][?transport=udp|tcp] or turns:host[:port]; may be given several times.", HelpName = "SERVER", DefaultValueFactory = _ => [] };
        var state = new Option<string>("--state-dir") { Description = "Directory of this machine's daemon, where no cluster can be asked.", DefaultValueFactory = _ => "/var/lib/meshgate", HelpName = "DIR" };
        var lifetime = new Option<bool>("--lifetime") { Description = "Measure too how long an idle mapping lives; takes up to seven minutes." };
        Option<OutputFormat> output = OutputOption.Create();
        stun.Validators.Add(result => Refuse(result, text => ServerSource.ReadStun(text) is not null, "host[:port]"));
        turn.Validators.Add(result => Refuse(result, text => TurnAddress.TryParse(text, out _), "host[:port], turn: or turns:"));
        var command = new Command("netcheck", "Shows how this machine stands towards the internet and what that means for its peers. Needs neither a cluster nor rights. Exits 1 if something is in the way.")
        {
            stun, turn, state, lifetime, output,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = new NetcheckOptions(
                [.. result.GetValue(stun)!], [.. result.GetValue(turn)!], () => ClusterOptions.Find(result), result.GetValue(state)!, result.GetValue(lifetime));
            NetcheckServers servers = await ServerSource.FindAsync(options, cancellationToken);
            if (servers.Stun.IsEmpty && servers.Turn.IsEmpty)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate: there is nobody to ask: {servers.Source}. Name servers with --stun and --turn.");
                return 2;
            }

            var sockets = new UdpProbeSockets();
            var check = new ServerCheck(sockets, TimeProvider.System, Dns.GetHostAddressesAsync);
            NetcheckReport report;
            try
            {
                report = await new NetcheckRunner(sockets, check, new PortMappingCheck(), TimeProvider.System).RunAsync(servers, options.Lifetime, cancellationToken);
            }
            catch (SocketException e)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync($"meshgate: no socket can be opened: {e.Message}");
                return 2;
            }

            TextWriter writer = result.InvocationConfiguration.Output;
            result.GetValue(output).Write(writer, () => NetcheckJson.Write(report), _ => NetcheckText.Write(report, writer));
            return IsWell(report) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Whether nothing is in the way that a person might want to know of.</summary>
    public static bool IsWell(NetcheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Udp && report.Outlook.Peers.Any(peer => peer.Direct == "yes") && report.Stun.Concat(report.Turn).All(server => server.Problem is null);
    }

    private static void Refuse(OptionResult result, Func<string, bool> isGood, string form)
    {
        foreach (Token token in result.Tokens.Where(token => !isGood(token.Value)))
        {
            result.AddError($"{result.Option.Name}: '{token.Value}' is not {form}");
        }
    }
}
