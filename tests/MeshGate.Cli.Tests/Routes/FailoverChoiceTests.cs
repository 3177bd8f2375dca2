using k8s.Models;
using MeshGate.Cli.Routes;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Routes;

public sealed class FailoverChoiceTests
{
    [Theory]
    [InlineData("two", "two")]
    [InlineData("Direct", "Direct")]
    [InlineData("direct", "Direct")]
    [InlineData("one+two", "one+two")]
    public void Choose_TakesThePathNamed(string named, string expected)
    {
        Assert.Equal(expected, FailoverChoice.Choose(Route(), named, out string? problem));
        Assert.Null(problem);
    }

    [Fact]
    public void Choose_TakesTheBestOtherThatWorks_WhenNoneIsNamed() => Assert.Equal("two", FailoverChoice.Choose(Route(), null, out _));

    [Theory]
    [InlineData("three", "has no path 'three'; its paths are one, Direct, two, one+two")]
    [InlineData("TWO", "has no path 'TWO'")]
    public void Choose_SaysWhy_WhenThereIsNone(string named, string why)
    {
        Assert.Null(FailoverChoice.Choose(Route(), named, out string? problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_SaysThatNoOtherWorks()
    {
        MeshRoute route = Route();
        route.Status.Paths = [.. route.Status.Paths!.Select(path => path with { Health = PathHealth.Down })];

        Assert.Null(FailoverChoice.Choose(route, null, out string? problem));
        Assert.Contains("no other path", problem, StringComparison.Ordinal);
    }

    private static MeshRoute Route()
    {
        RoutePathStatus one = Path("one", PathHealth.Healthy, "one");
        return new MeshRoute
        {
            Metadata = new V1ObjectMeta { Name = "r" },
            Spec = new MeshRouteSpec { Source = "a", Destination = new RouteDestination { Node = "b" } },
            Status = new MeshRouteStatus { ActivePath = one, Paths = [one, Path("Direct", PathHealth.Down), Path("two", PathHealth.Healthy, "two"), Path("one+two", PathHealth.Unknown, "one", "two")] },
        };
    }

    private static RoutePathStatus Path(string name, PathHealth health, params string[] relays) => new() { Name = name, Relays = relays, Health = health };
}
