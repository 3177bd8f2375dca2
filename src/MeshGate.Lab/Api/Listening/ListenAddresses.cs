using System.Net;

namespace MeshGate.Lab.Api.Listening;

/// <summary>Says where the server may listen: it is for tests and must never be reached from outside the machine.</summary>
public static class ListenAddresses
{
    /// <summary>Refuses addresses other than loopback, unless the process is in a network namespace other than the machine's.</summary>
    /// <exception cref="ArgumentException">One of them is refused.</exception>
    public static void Check(IEnumerable<IPEndPoint> endPoints)
    {
        foreach (IPEndPoint endPoint in endPoints)
        {
            bool isIsolated = OperatingSystem.IsLinux() && NamespaceListener.IsProcessIsolated;
            if (!IPAddress.IsLoopback(endPoint.Address) && !isIsolated)
            {
                throw new ArgumentException($"{endPoint} is not loopback: this server listens on loopback, or inside a network namespace other than the machine's");
            }
        }
    }
}
