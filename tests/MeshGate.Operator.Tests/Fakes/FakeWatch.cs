using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>One open watch.</summary>
internal sealed class FakeWatch
{
    public Channel<(string Type, JsonObject Value)> Events { get; } = Channel.CreateUnbounded<(string, JsonObject)>();
}
