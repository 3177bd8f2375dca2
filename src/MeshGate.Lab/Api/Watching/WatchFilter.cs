using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Selecting;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Watching;

/// <summary>Translates what happened to an object into what a watcher with selectors sees of it.</summary>
/// <param name="selector">What is watched.</param>
/// <param name="resource">The version in which objects are shown.</param>
public sealed class WatchFilter(ObjectSelector selector, ServedResource resource)
{
    /// <summary>The type of event that the watcher sees, and the object; null if it sees nothing.</summary>
    public (string Type, ReadOnlyMemory<byte> Object)? Translate(StoreEvent change)
    {
        StoredObject value = change.Object!;
        bool isSelected = change.Type != StoreEventType.Deleted && selector.Matches(value);
        bool wasSelected = change.Previous is not null && selector.Matches(change.Previous);
        return (wasSelected, isSelected) switch
        {
            (false, true) => ("ADDED", ObjectView.Json(value, resource)),
            (true, true) => ("MODIFIED", ObjectView.Json(value, resource)),
            (true, false) when change.Type == StoreEventType.Deleted => ("DELETED", ObjectView.Json(value, resource)),
            (true, false) => ("DELETED", Left(change)),
            _ => null,
        };
    }

    // An object that leaves the selection is shown as it last was in it, at the version at which it left.
    private byte[] Left(StoreEvent change)
    {
        JsonObject last = ObjectView.Tree(change.Previous!, resource);
        last.Metadata()["resourceVersion"] = change.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        return JsonTree.ToUtf8(last);
    }
}
