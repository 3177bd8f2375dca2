using System.Runtime.InteropServices;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>One instruction of a classic BPF program, laid out as the kernel's <c>struct sock_filter</c>.</summary>
/// <param name="Code">Operation.</param>
/// <param name="JumpTrue">Instructions to skip when a test holds.</param>
/// <param name="JumpFalse">Instructions to skip when it does not.</param>
/// <param name="Operand">Constant, offset or mask.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BpfInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);
