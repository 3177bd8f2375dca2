using System.Globalization;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Attack;

/// <summary>Reads what passed an interface of a namespace (proc(5), <c>net/dev</c>).</summary>
internal static class InterfaceCounters
{
    /// <summary>Bytes received and sent since the interface was made.</summary>
    internal static (long Received, long Sent) Read(NetworkNamespace network, string device) => network.Run(() =>
    {
        var line = File.ReadLines("/proc/thread-self/net/dev").Select(l => l.Trim())
            .FirstOrDefault(l => l.StartsWith($"{device}:", StringComparison.Ordinal))
            ?? throw new LabException($"There is no interface {device}.");
        var fields = line[(device.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[8], CultureInfo.InvariantCulture));
    });
}
