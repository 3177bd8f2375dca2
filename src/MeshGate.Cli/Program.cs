using System.CommandLine;
using MeshGate.Cli;
using MeshGate.Cli.Netcheck;
using MeshGate.Cli.Routes;
using MeshGate.Cli.Status;

var command = new RootCommand("Looks at a MeshGate mesh.") { StatusCommand.Create(), NetcheckCommand.Create(), FailoverCommand.Create(), VersionCommand.Create() };
return await command.Parse(args).InvokeAsync();
