using System.CommandLine;
using MeshGate.Cli;
using MeshGate.Cli.Status;

var command = new RootCommand("Looks at a MeshGate mesh.") { StatusCommand.Create(), VersionCommand.Create() };
return await command.Parse(args).InvokeAsync();
