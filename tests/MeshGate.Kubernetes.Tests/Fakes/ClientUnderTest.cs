using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>Makes clients that speak to a <see cref="FakeApiHandler"/>.</summary>
internal static class ClientUnderTest
{
    public static KubernetesHttpClient Create(FakeApiHandler handler, FakeTimeProvider time, KubernetesClientOptions? options = null) => new(
        new KubernetesConnection { Server = new Uri("https://192.0.2.1:6443"), BearerToken = "sesame" }, time, new Random(1), options, handler: handler);
}
