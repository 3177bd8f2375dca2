using MeshGate.Lab.Api.Requests;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;
using MeshGate.Lab.Api.Watching;

namespace MeshGate.Lab.Api.Selecting;

/// <summary>Which objects of a resource a request is about.</summary>
/// <param name="Scope">Namespace and name.</param>
/// <param name="Labels">The label selector.</param>
/// <param name="Fields">The field selector.</param>
public sealed record ObjectSelector(WatchScope Scope, LabelSelector Labels, FieldSelector Fields)
{
    /// <summary>Reads the selectors of a request.</summary>
    /// <exception cref="ApiStatusException">One of them is malformed (400).</exception>
    public static ObjectSelector Read(ServedResource resource, RequestPath path, RequestQuery query)
    {
        var fields = FieldSelector.Parse(query.FieldSelector, resource);
        var scope = new WatchScope(path.Namespace ?? fields.Namespace, path.Name ?? fields.Name);
        return new ObjectSelector(scope, LabelSelector.Parse(query.LabelSelector), fields);
    }

    /// <summary>Whether an object is selected.</summary>
    public bool Matches(StoredObject value) => Scope.Covers(value.Key) && Labels.Matches(value.Labels) && Fields.Matches(value);

    /// <summary>The objects selected from a snapshot, in its order.</summary>
    public IEnumerable<StoredObject> Select(StoreSnapshot snapshot)
    {
        // One named object is looked up, not searched for.
        bool isSingle = Scope.Name is not null && Scope.Namespace is not null;
        IEnumerable<StoredObject> candidates = !isSingle
            ? snapshot.Objects.Values
            : snapshot.Objects.TryGetValue(new ObjectKey(Scope.Namespace!, Scope.Name!), out StoredObject? one) ? [one] : [];
        return candidates.Where(Matches);
    }
}
