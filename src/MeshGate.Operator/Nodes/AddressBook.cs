using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Nodes;

/// <summary>
/// Every address of the mesh that somebody has or is being given, so that many nodes can be given theirs at once. What was chosen
/// for a node stays chosen until its object shows addresses or is gone, also when the write that carried it seemed to fail.
/// Safe for concurrent use.
/// </summary>
public sealed class AddressBook : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AddressAllocator _allocator;
    private readonly HashSet<IPAddress> _taken = [];
    private readonly Dictionary<IPAddress, int> _holders = [];
    private readonly Dictionary<string, (string? Uid, AddressAllocation Allocation)> _chosen = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    /// <summary>Follows the nodes' addresses.</summary>
    public AddressBook(EntityCache<MeshNode> nodes, MeshSettings mesh)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(mesh);
        _allocator = new AddressAllocator(mesh.Network);
        _subscription = nodes.Subscribe(OnChange);
    }

    /// <summary>Chooses addresses for a node that has none; the same ones again, until it shows some.</summary>
    public AddressAllocation Choose(string name, string? uid)
    {
        lock (_gate)
        {
            if (_chosen.TryGetValue(name, out (string? Uid, AddressAllocation Allocation) chosen))
            {
                if (chosen.Uid == uid)
                {
                    return chosen.Allocation;
                }

                Release(name);
            }

            AddressAllocation allocation = _allocator.Allocate(name, _taken);
            if (allocation.Error is null)
            {
                _chosen[name] = (uid, allocation);
                Take(allocation.Addresses);
            }

            return allocation;
        }
    }

    /// <summary>Why a node cannot be given addresses now, or null.</summary>
    public string? ProblemFor(string name)
    {
        lock (_gate)
        {
            return _chosen.ContainsKey(name) ? null : _allocator.Allocate(name, _taken).Error;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private static ImmutableArray<IPAddress> AddressesOf(MeshNode? node)
        => node is null ? [] : MeshNodeReader.ReadAddresses(node);

    private void OnChange(InformerChange<MeshNode> change)
    {
        lock (_gate)
        {
            // What is new goes in first, so that nothing is free for a moment in between.
            Take(AddressesOf(change.New));
            Free(AddressesOf(change.Old));
            if (change.New is null)
            {
                Release(change.Old!.Metadata.Name);
            }
            else if (change.New.Spec?.Addresses is { Count: > 0 })
            {
                Release(change.New.Metadata.Name);
            }
        }
    }

    private void Release(string name)
    {
        if (_chosen.Remove(name, out (string? Uid, AddressAllocation Allocation) chosen))
        {
            Free(chosen.Allocation.Addresses);
        }
    }

    private void Take(IEnumerable<IPAddress> addresses)
    {
        foreach (IPAddress address in addresses)
        {
            _holders[address] = _holders.GetValueOrDefault(address) + 1;
            _taken.Add(address);
        }
    }

    private void Free(IEnumerable<IPAddress> addresses)
    {
        foreach (IPAddress address in addresses)
        {
            if (_holders.GetValueOrDefault(address) > 1)
            {
                _holders[address]--;
            }
            else
            {
                _holders.Remove(address);
                _taken.Remove(address);
            }
        }
    }
}
