using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>Remembers the latest <see cref="Capacity"/> transactions of a peer, so that a replayed request gets no answer.</summary>
public sealed class RecentTransactions
{
    /// <summary>How many are remembered: several minutes of checks.</summary>
    public const int Capacity = 256;

    private readonly HashSet<TransactionId> _known = [];
    private readonly Queue<TransactionId> _order = new();

    /// <summary>Remembers a transaction; false if it was known.</summary>
    public bool Add(TransactionId transaction)
    {
        if (!_known.Add(transaction))
        {
            return false;
        }

        _order.Enqueue(transaction);
        if (_order.Count > Capacity)
        {
            _known.Remove(_order.Dequeue());
        }

        return true;
    }
}
