namespace MeshGate.Lab.Processes;

/// <summary>What a finished tool left behind. Texts hold the first 64 KiB each.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error);
