using System.CommandLine;
using MeshGate.Lab.Api;

var root = new RootCommand("A whole mesh on one machine") { ApiCommand.Create() };
return await root.Parse(args).InvokeAsync();
