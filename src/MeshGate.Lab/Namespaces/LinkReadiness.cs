using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Namespaces;

/// <summary>
/// Waits for cables and links to carry. The kernel starts an interface's queue some time after it is set up (linkwatch), on a busy machine as
/// late as a second, and silently drops what is sent before.
/// </summary>
internal static class LinkReadiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <exception cref="LabException">An interface did not come up in time.</exception>
    internal static async ValueTask WaitAsync(string namespaceName, string kind, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var links = await Tool.RequireAsync("ip", ["-n", namespaceName, "-oneline", "link", "show", "up", "type", kind], null, cancellationToken);
            if (links.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(link => link.Contains(" state UP ", StringComparison.Ordinal)))
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                throw new LabException($"An interface of namespace {namespaceName} does not come up:\n{links}");
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }
}
