using System.CommandLine;
using MeshGate.Cli;
using MeshGate.Cli.Explain;
using MeshGate.Cli.Netcheck;
using MeshGate.Cli.Routes;
using MeshGate.Cli.Status;
using MeshGate.Cli.Topology;

var command = new RootCommand("Looks at a MeshGate mesh.") { StatusCommand.Create(), ExplainCommand.Create(), TopologyCommand.Create(), NetcheckCommand.Create(), FailoverCommand.Create(), VersionCommand.Create() };
return await command.Parse(args).InvokeAsync();
