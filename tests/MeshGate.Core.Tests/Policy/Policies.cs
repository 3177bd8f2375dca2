using MeshGate.Core.Addressing;
using MeshGate.Core.Policy;
using Xunit.Sdk;

namespace MeshGate.Core.Tests.Policy;

/// <summary>Policies for tests.</summary>
internal static class Policies
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A policy for every node that gives nothing.</summary>
    public static PolicySnapshot Of(string name, int priority, int age)
        => new() { Name = name, Priority = priority, Created = new(Start.AddDays(-age), Convert.ToHexString([(byte)(255 - name.Length), (byte)age])) };

    public static PolicyResolver Resolver(params PolicySnapshot[] policies) => Resolver(6, policies);

    public static PolicyResolver Resolver(int meshSize, params PolicySnapshot[] policies)
        => MeshNetwork.TryParse(["100.96.0.0/16"], out MeshNetwork? network, out string? error)
            ? new PolicyResolver(network, 1380, meshSize, policies)
            : throw new XunitException(error);
}
