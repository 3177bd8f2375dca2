using MeshGate.Cli;

return await MeshGateCommand.Create().Parse(args).InvokeAsync();
