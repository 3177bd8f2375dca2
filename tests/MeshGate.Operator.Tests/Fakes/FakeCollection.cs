using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Operator.Tests.Fakes;

/// <summary>The objects of one kind, their history and who watches it.</summary>
internal sealed class FakeCollection
{
    private readonly List<(long Version, string Type, JsonObject Value)> _history = [];
    private readonly List<FakeWatch> _watches = [];

    public Dictionary<NamespacedName, JsonObject> Objects { get; } = [];

    /// <summary>Events that nobody has taken yet.</summary>
    public int Untold => _watches.Sum(watch => watch.Events.Reader.Count);

    public FakeWatch Watch(long from, string? selector)
    {
        var watch = new FakeWatch(selector);
        foreach ((_, string type, JsonObject value) in _history.Where(item => item.Version > from))
        {
            watch.Tell(type, value);
        }

        _watches.Add(watch);
        return watch;
    }

    public void Publish(long version, NamespacedName name, JsonObject value, string type)
    {
        if (type == "DELETED")
        {
            Objects.Remove(name);
        }

        JsonObject told = value.DeepClone().AsObject();
        _history.Add((version, type, told));
        _watches.ForEach(watch => watch.Tell(type, told));
    }

    public void Cut()
    {
        _watches.ForEach(watch => watch.Events.Writer.TryComplete(new HttpRequestException("connection reset")));
        _watches.Clear();
    }
}
