using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MeshGate.Lab.Links;

/// <summary>The system calls of the forwarder. Each sets errno.</summary>
internal static partial class LinkSystemCalls
{
    /// <summary>O_RDWR, O_NONBLOCK and O_CLOEXEC.</summary>
    internal const int OpenFlags = 0x2 | 0x800 | 0x80000;

    /// <summary>TUNSETIFF.</summary>
    internal const nuint SetInterface = 0x400454ca;

    /// <summary>IFF_TUN and IFF_NO_PI: packets of IP and nothing before them.</summary>
    internal const short TunFlags = 0x1 | 0x1000;

    /// <summary>POLLIN.</summary>
    internal const short Readable = 1;

    private const int SchedulerFifo = 1;
    private const int SetTimerSlack = 29;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle descriptor, nuint request, Span<byte> argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, Span<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static partial int Poll(Span<PollEntry> entries, nuint count, in PollTime timeout, nint signals);

    /// <summary>Lets the calling thread go before all ordinary ones, and its timers be exact. What the kernel does not grant is done without.</summary>
    internal static void Prefer()
    {
        _ = SetThread(SetTimerSlack, 1, 0, 0, 0);
        _ = SetScheduler(0, SchedulerFifo, 1);
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int SetThread(int option, nuint value, nuint second, nuint third, nuint fourth);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Found;
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollTime
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
