using System.Net;

namespace MeshGate.Lab.Api.Listening;

/// <summary>An address inside a named network namespace.</summary>
/// <param name="Namespace">The namespace's name below <c>/run/netns</c>.</param>
/// <param name="EndPoint">The address.</param>
public sealed record NamespaceEndPoint(string Namespace, IPEndPoint EndPoint);
