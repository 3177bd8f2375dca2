using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MeshGate.Lab.Api.Listening;

/// <summary>Opens listening sockets inside other network namespaces, while the process stays in its own (setns(2), one thread at a time).</summary>
[SupportedOSPlatform("linux")]
public static partial class NetworkNamespace
{
    private const int NewNetwork = 0x40000000;
    private const int OpenReadOnlyCloseOnExec = 0x80000;

    /// <summary>Whether the process is in another network namespace than the machine; false where that cannot be told.</summary>
    public static bool IsOwnIsolated => MachineNamespace.IsIsolated("/proc/self/ns/net");

    /// <summary>Opens a listening TCP socket.</summary>
    /// <param name="name">The namespace's name below <c>/run/netns</c>.</param>
    /// <param name="endPoint">The address within it.</param>
    /// <exception cref="IOException">There is no such namespace, it is the machine's own, it cannot be entered, or the address cannot be bound.</exception>
    public static Socket Listen(string name, IPEndPoint endPoint)
    {
        Socket? socket = null;
        Exception? failure = null;

        // The namespace belongs to the thread, which ends with it: no thread of the pool is ever left in the wrong one.
        var thread = new Thread(() =>
        {
            try
            {
                socket = ListenHere(name, endPoint);
            }
            catch (Exception caught) when (caught is IOException or SocketException or Win32Exception or UnauthorizedAccessException)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"cannot listen at {endPoint} in network namespace {name}: {failure?.Message}", failure);
    }

    private static Socket ListenHere(string name, IPEndPoint endPoint)
    {
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
        {
            throw new IOException("not a name");
        }

        using (SafeFileHandle file = Open($"/run/netns/{name}", OpenReadOnlyCloseOnExec))
        {
            if (file.IsInvalid || SetNamespace(file, NewNetwork) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }

        if (!MachineNamespace.IsIsolated("/proc/thread-self/ns/net"))
        {
            throw new IOException("it is the machine's own");
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

    // Not File.OpenHandle, which seeks and locks: a namespace's file can do neither.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle fileDescriptor, int namespaceType);
}
