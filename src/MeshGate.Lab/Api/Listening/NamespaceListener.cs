using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Api.Listening;

/// <summary>Opens listening sockets inside other network namespaces, while the process stays in its own.</summary>
public static class NamespaceListener
{
    /// <summary>Whether the process is in another network namespace than the machine; false where that cannot be told.</summary>
    public static bool IsProcessIsolated => MachineNamespace.IsIsolated("/proc/self/ns/net");

    /// <summary>Opens a listening TCP socket.</summary>
    /// <param name="name">The namespace's name below <see cref="NetworkNamespace.Directory"/>.</param>
    /// <param name="endPoint">The address within it.</param>
    /// <exception cref="IOException">There is no such namespace, it is the machine's own, it cannot be entered, or the address cannot be bound.</exception>
    public static Socket Listen(string name, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(endPoint);
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
        {
            throw new IOException($"'{name}' does not name a network namespace");
        }

        try
        {
            return new NetworkNamespace(name).Run(() => ListenHere(endPoint));
        }
        catch (Exception cause) when (cause is LabException or SocketException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot listen at {endPoint} in network namespace {name}: {cause.Message}", cause);
        }
    }

    private static Socket ListenHere(IPEndPoint endPoint)
    {
        if (!MachineNamespace.IsIsolated("/proc/thread-self/ns/net"))
        {
            throw new LabException("it is the machine's own");
        }

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(512);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
