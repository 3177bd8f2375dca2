using System.CommandLine;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Swarm.Running;

namespace MeshGate.Lab.Commands;

/// <summary>What <c>swarm</c> is told on the command line.</summary>
internal sealed class SwarmCommandOptions
{
    private readonly Option<int> _agents = new("--agents") { Description = "How many daemons join at once", DefaultValueFactory = _ => 100 };
    private readonly Option<string> _prefix = new("--prefix") { Description = "What the MeshNodes' names begin with", DefaultValueFactory = _ => "swarm-" };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides regions, NATs, keys and times", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _namespace = new("--namespace") { Description = "Namespace of the heartbeat Leases", DefaultValueFactory = _ => MeshGateApi.DefaultNamespace };
    private readonly Option<bool> _create = new("--create") { Description = "Make the MeshNodes; always so on an API server of its own" };
    private readonly Option<bool> _delete = new("--delete") { Description = "Delete the MeshNodes and Leases at the end" };
    private readonly Option<int> _join = new("--join") { Description = "How many more join one by one once the mesh stands" };
    private readonly Option<int> _leave = new("--leave") { Description = "How many MeshNodes are deleted one by one, each before a join" };
    private readonly Option<TimeSpan?> _after = Duration("--after", "How long the mesh stands before the first of them; default: 0s");
    private readonly Option<TimeSpan?> _ramp = Duration("--ramp", "Over how long the first joins are spread; default: 0s, all at once");
    private readonly Option<TimeSpan?> _timeout = Duration("--timeout", "The most time for the mesh to form; default: 5m");
    private readonly Option<TimeSpan?> _quiet = Duration("--quiet", "How long a second pass, in which nothing changed, is watched; 0s for none; default: 10s");
    private readonly Option<double> _changing = new("--changing") { Description = "How many of 100 sessions are lost, and found again, in each minute once the mesh stands", HelpName = "PERCENT" };
    private readonly Option<TimeSpan?> _changingFor = Duration("--changing-for", "How long that is watched before the single joins and leaves, during which it goes on; default: 1m");
    private readonly Option<int?> _connections = new("--connections") { Description = "How many HTTP clients the daemons share; default: one for each hundred" };
    private readonly Option<Uri?> _metrics = new("--operator-metrics") { Description = "The operator's metrics, such as http://127.0.0.1:9585/metrics", HelpName = "URL" };
    private readonly Option<TimeSpan?> _maxAssign = Duration("--max-assign", "Bar: until the last assignment");
    private readonly Option<TimeSpan?> _maxReady = Duration("--max-ready", "Bar: until the last node is Ready");
    private readonly Option<double?> _maxWrites = new("--max-writes") { Description = "Bar: the operator's writes for each MeshNode from join to Ready, on average" };
    private readonly Option<int?> _maxPassWrites = new("--max-pass-writes") { Description = "Bar: the operator's writes in a second pass" };
    private readonly Option<TimeSpan?> _maxJoin = Duration("--max-join", "Bar: until one more join is in force at all nodes it touches");
    private readonly Option<TimeSpan?> _maxLeave = Duration("--max-leave", "Bar: the same of a leave");
    private readonly Option<int?> _maxBytes = new("--max-bytes") { Description = "Bar: the largest MeshNode, in bytes" };

    internal void AddTo(Command command)
    {
        AtLeast(_agents, 1, 20_000);
        AtLeast(_join, 0, 1000);
        AtLeast(_leave, 0, 1000);
        foreach (var option in (Option[])[
            _agents, _prefix, _seed, _namespace, _create, _delete, _join, _leave, _after, _ramp, _timeout, _quiet, _changing, _changingFor, _connections, _metrics,
            _maxAssign, _maxReady, _maxWrites, _maxPassWrites, _maxJoin, _maxLeave, _maxBytes])
        {
            command.Add(option);
        }

        _changing.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 100))
            {
                result.AddError("--changing takes 0 to 100");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(_leave) > result.GetValue(_agents))
            {
                result.AddError("--leave cannot be more than --agents");
            }
        });
    }

    /// <param name="result">The command line.</param>
    /// <param name="connection">The API server.</param>
    /// <param name="metrics">Where the operator serves its metrics, unless the command line says so.</param>
    /// <param name="isOwn">Whether the server was started for this swarm alone.</param>
    internal SwarmOptions Read(ParseResult result, KubernetesConnection connection, Uri? metrics, bool isOwn) => new()
    {
        Connection = connection,
        Agents = result.GetValue(_agents),
        Prefix = result.GetValue(_prefix)!,
        Seed = result.GetValue(_seed),
        Namespace = result.GetValue(_namespace)!,
        Create = isOwn || result.GetValue(_create),
        Delete = result.GetValue(_delete),
        Joins = result.GetValue(_join),
        Leaves = result.GetValue(_leave),
        JoinAfter = result.GetValue(_after) ?? TimeSpan.Zero,
        Ramp = result.GetValue(_ramp) ?? TimeSpan.Zero,
        Timeout = result.GetValue(_timeout) ?? TimeSpan.FromMinutes(5),
        Quiet = result.GetValue(_quiet) ?? TimeSpan.FromSeconds(10),
        Changing = result.GetValue(_changing),
        ChangingFor = result.GetValue(_changingFor) ?? TimeSpan.FromMinutes(1),
        Connections = result.GetValue(_connections),
        OperatorMetrics = result.GetValue(_metrics) ?? metrics,
        Bars = new SwarmBars
        {
            Assign = result.GetValue(_maxAssign),
            Ready = result.GetValue(_maxReady),
            Writes = result.GetValue(_maxWrites),
            PassWrites = result.GetValue(_maxPassWrites),
            Join = result.GetValue(_maxJoin),
            Leave = result.GetValue(_maxLeave),
            Bytes = result.GetValue(_maxBytes),
        },
    };

    private static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result =>
        {
            if (MeshDuration.TryParse(result.Tokens[0].Value, out var duration))
            {
                return duration;
            }

            result.AddError($"{name} takes a duration such as 30s or 1m30s");
            return null;
        },
    };

    private static void AtLeast(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
        {
            result.AddError($"{option.Name} takes {least} to {most}");
        }
    });
}
