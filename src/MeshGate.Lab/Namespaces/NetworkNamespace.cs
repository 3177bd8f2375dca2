using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace MeshGate.Lab.Namespaces;

/// <summary>
/// A named network namespace that the lab's own process can work in. A socket belongs for life to the namespace of the thread
/// that made it, so only its creation has to happen inside.
/// </summary>
public sealed class NetworkNamespace(string name)
{
    /// <summary>Where <c>ip netns</c> keeps the names.</summary>
    public const string Directory = "/run/netns";

    /// <summary>The name as <c>ip netns list</c> shows it.</summary>
    public string Name => name;

    /// <summary>Runs <paramref name="work"/> inside the namespace and returns when it is done. Keep it short: the caller waits.</summary>
    /// <exception cref="LabException">The namespace does not exist or may not be entered.</exception>
    public T Run<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var result = default(T);
        ExceptionDispatchInfo? failure = null;

        // A thread of its own, which ends with the work: no pool thread can be left behind in the wrong namespace.
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                result = work();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = $"netns {name}" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>A socket that lives in the namespace; it may be used from any thread.</summary>
    public Socket CreateSocket(AddressFamily family, SocketType type, ProtocolType protocol) =>
        Run(() => new Socket(family, type, protocol));

    /// <summary>Sets kernel parameters of the namespace, given as paths below <c>/proc/sys</c>.</summary>
    public void SetParameters(IEnumerable<KeyValuePair<string, string>> parameters) =>
        Run(() =>
        {
            foreach (var (path, value) in parameters)
            {
                File.WriteAllText("/proc/sys/" + path, value);
            }

            return true;
        });

    private void Enter()
    {
        try
        {
            using var handle = File.OpenHandle(System.IO.Path.Combine(Directory, name));
            if (NativeMethods.SetNamespace(handle, NativeMethods.CloneNewNet) != 0)
            {
                throw new LabException($"Namespace {name} cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        catch (IOException e)
        {
            throw new LabException($"Namespace {name} does not exist.", e);
        }
    }
}
