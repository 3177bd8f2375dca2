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

    /// <summary>Whether the process is in another network namespace than the machine's first process; false where that cannot be told.</summary>
    public static bool IsOwnIsolated => IsIsolated("/proc/self/ns/net");

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

        using (SafeFileHandle file = File.OpenHandle($"/run/netns/{name}"))
        {
            if (SetNamespace(file, NewNetwork) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }

        // Where the first process's namespace is hidden, the process's own stands for the machine's.
        if (!IsIsolated("/proc/thread-self/ns/net") && !Differ("/proc/self/ns/net", "/proc/thread-self/ns/net"))
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

    private static bool IsIsolated(string link) => Differ("/proc/1/ns/net", link);

    private static bool Differ(string one, string other)
    {
        try
        {
            string? first = new FileInfo(one).LinkTarget;
            string? second = new FileInfo(other).LinkTarget;
            return first is not null && second is not null && first != second;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle descriptor, int namespaceType);
}
