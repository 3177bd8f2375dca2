using System.CommandLine;
using MeshGate.Lab.Api;
using MeshGate.Lab.Commands;

var root = new RootCommand("A whole mesh on one machine: machines, NATs, faults, and a Kubernetes API")
{
    DemoCommand.Create(),
    DemoLargeCommand.Create(),
    RunCommand.Create(),
    MatrixCommand.Create(),
    UpCommand.Create(),
    StatusCommand.Create(),
    DownCommand.Create(),
    SwarmCommand.Create(),
    ApiCommand.Create(),
    ForwardCommand.Create(),
    StartsCommand.Create(),
    CrowdCommand.Create(),
    LinkCommand.Create(),
    GuardCommand.Create(),
};

// Time enough on the way out: a lab that is not removed is worse than a slow end.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
