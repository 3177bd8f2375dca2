using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Routes;

/// <summary>Which path a route is to be moved to. Pure.</summary>
public static class FailoverChoice
{
    /// <summary>The path named, or the best of the others that works where none is.</summary>
    /// <param name="route">The route as it stands.</param>
    /// <param name="named">What a person named; null for nothing.</param>
    /// <param name="problem">Why there is none, as a sentence.</param>
    /// <returns>The path's name, or null.</returns>
    public static string? Choose(MeshRoute route, string? named, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(route);
        IReadOnlyList<RoutePathStatus> paths = route.Status?.Paths ?? [];
        string name = route.Metadata.Name;
        string known = string.Join(", ", paths.Select(path => path.Name));
        problem = null;
        if (route.Spec?.Destination?.Node is null)
        {
            problem = $"MeshRoute {name} does not lead to a node";
        }
        else if (paths.Count == 0)
        {
            problem = $"MeshRoute {name} has no paths yet; see its conditions";
        }
        else if (named is null)
        {
            RoutePathStatus? next = paths.FirstOrDefault(path => path.Health is PathHealth.Healthy or PathHealth.Degraded && path.Name != route.Status?.ActivePath?.Name);
            problem = next is null ? $"no other path of MeshRoute {name} works; its paths are {known}" : null;
            return next?.Name;
        }
        else if (paths.FirstOrDefault(path => path.Name == named) is { } exact)
        {
            return exact.Name;
        }
        else if (paths.FirstOrDefault(path => path.Relays.Count == 0 && string.Equals(path.Name, named, StringComparison.OrdinalIgnoreCase)) is { } worded)
        {
            return worded.Name;
        }
        else
        {
            problem = $"MeshRoute {name} has no path '{named}'; its paths are {known}";
        }

        return null;
    }
}
