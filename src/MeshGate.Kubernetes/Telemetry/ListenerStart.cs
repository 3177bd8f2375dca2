using System.Net;
using System.Net.Sockets;

namespace MeshGate.Kubernetes.Telemetry;

/// <summary>
/// Starts an <see cref="HttpListener"/> although somebody may connect in that moment: the runtime's own accepts before it is whole, and throws
/// <see cref="ArgumentNullException"/> then.
/// </summary>
internal static class ListenerStart
{
    private const int Attempts = 20;

    /// <summary>Listens.</summary>
    /// <param name="prefix">What is served, as <see cref="HttpListener.Prefixes"/> has it.</param>
    /// <exception cref="HttpListenerException">It cannot be listened there.</exception>
    /// <exception cref="SocketException">The same.</exception>
    public static HttpListener At(string prefix)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Start(prefix);
            }
            catch (ArgumentNullException) when (attempt < Attempts)
            {
                // Nobody holds the socket of the half-made one any more, which has the port until it is finalized.
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            catch (ArgumentNullException e)
            {
                throw new HttpListenerException((int)SocketError.TryAgain, $"connections came faster than it could be listened for them: {e.Message}");
            }
        }
    }

    private static HttpListener Start(string prefix)
    {
        var listener = new HttpListener();
        try
        {
            listener.Prefixes.Add(prefix);
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Close();
            throw;
        }
    }
}
