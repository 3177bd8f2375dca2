using System.CommandLine;
using MeshGate.Operator.Hosting;

// The host handles signals and stops gracefully; the command line's own handling would cut that short.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await OperatorCommand.Create(OperatorHost.RunAsync).Parse(args).InvokeAsync(invocation);
