namespace MeshGate.Lab.Links;

/// <summary>
/// The packets on the way over a link, the one that arrives first at the head; equal ones in the order in which they came. Its buffers are
/// made once, and handed round.
/// </summary>
internal sealed class LinkQueue
{
    /// <summary>The longest packet in bytes; longer ones are cut off, and the links' MTU is shorter.</summary>
    internal const int BufferSize = 2048;

    private readonly byte[] _bytes;
    private readonly int[] _lengths;
    private readonly long[] _arrivals;
    private readonly long[] _numbers;
    private readonly int[] _heap;
    private readonly int[] _free;
    private int _freeCount;
    private long _next;

    /// <summary>Makes room for a number of packets, those being read included.</summary>
    internal LinkQueue(int capacity)
    {
        // Pinned, so that system calls read and write in place.
        _bytes = GC.AllocateUninitializedArray<byte>(capacity * BufferSize, pinned: true);
        (_lengths, _arrivals, _numbers, _heap, _free) =
            (new int[capacity], new long[capacity], new long[capacity], new int[capacity], new int[capacity]);
        _freeCount = capacity;
        for (var i = 0; i < capacity; i++)
        {
            _free[i] = capacity - 1 - i;
        }
    }

    /// <summary>How many packets are on the way.</summary>
    internal int Count { get; private set; }

    /// <summary>When the first one arrives; null when none is on the way.</summary>
    internal TimeSpan? NextArrival => Count == 0 ? null : TimeSpan.FromTicks(_arrivals[_heap[0]]);

    /// <summary>A buffer to read into; false when all are on the way.</summary>
    internal bool TryTake(out int slot)
    {
        slot = _freeCount > 0 ? _free[--_freeCount] : -1;
        return slot >= 0;
    }

    /// <summary>Gives a buffer back.</summary>
    internal void Return(int slot) => _free[_freeCount++] = slot;

    /// <summary>A buffer's bytes, all of them.</summary>
    internal Span<byte> Buffer(int slot) => _bytes.AsSpan(slot * BufferSize, BufferSize);

    /// <summary>The packet in a buffer.</summary>
    internal ReadOnlySpan<byte> Packet(int slot) => _bytes.AsSpan(slot * BufferSize, _lengths[slot]);

    /// <summary>Puts the packet in a buffer on its way.</summary>
    internal void Add(int slot, int length, TimeSpan arrival)
    {
        (_lengths[slot], _arrivals[slot], _numbers[slot]) = (length, arrival.Ticks, _next++);
        var place = Count++;
        while (place > 0 && IsBefore(slot, _heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = slot;
    }

    /// <summary>Takes out the packet that arrives first; its buffer is the caller's until he gives it back.</summary>
    internal int Remove()
    {
        var first = _heap[0];
        var last = _heap[--Count];
        var place = 0;
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsBefore(_heap[child], last))
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = last;
        return first;
    }

    private bool IsBefore(int slot, int other) =>
        _arrivals[slot] < _arrivals[other] || (_arrivals[slot] == _arrivals[other] && _numbers[slot] < _numbers[other]);
}
