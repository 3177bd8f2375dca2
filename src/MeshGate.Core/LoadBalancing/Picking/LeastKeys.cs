using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// Numbers of which the least is looked for much more often than all of them could be read: in blocks, with the least of each block beside
/// them. Any number of threads may set and look at once, without a lock.
/// </summary>
internal sealed class LeastKeys
{
    private const int Block = 32;
    private readonly int[] _keys;
    private readonly int[] _minima;
    private readonly int _count;

    /// <summary>Makes room; every number is <see cref="int.MaxValue"/>.</summary>
    public LeastKeys(int count)
    {
        _count = count;
        _keys = new int[RoundUp(Math.Max(count, 1))];
        _minima = new int[RoundUp(_keys.Length / Block)];
        Array.Fill(_keys, int.MaxValue);
        Array.Fill(_minima, int.MaxValue);
    }

    /// <summary>A number.</summary>
    public int this[int index] => Volatile.Read(ref _keys[index]);

    /// <summary>Changes a number.</summary>
    public void Set(int index, int key)
    {
        // The exchanges are full fences: of two who set at once in one block, whoever writes its least last sees what the other set, and
        // writes it again.
        Interlocked.Exchange(ref _keys[index], key);
        ReadOnlySpan<int> block = _keys.AsSpan(index / Block * Block, Block);
        ref int minimum = ref _minima[index / Block];
        int least = Least(block);
        while (Volatile.Read(ref minimum) != least)
        {
            Interlocked.Exchange(ref minimum, least);
            least = Least(block);
        }
    }

    /// <summary>The index of the least number, of equal ones that of the first block at or after a draw; some small one while numbers change; -1 where all are <see cref="int.MaxValue"/>.</summary>
    /// <param name="draw">32 random bits; zero for the first block.</param>
    public int Find(uint draw)
    {
        int least = Least(_minima);
        if (least == int.MaxValue)
        {
            return -1;
        }

        int start = (int)(((ulong)draw * (uint)_minima.Length) >> 32);
        int block = _minima.AsSpan(start).IndexOf(least) is >= 0 and int after ? start + after : _minima.AsSpan(0, start).IndexOf(least);
        block = block >= 0 ? block : IndexOfLeast(_minima);
        ReadOnlySpan<int> keys = _keys.AsSpan(block * Block, Block);
        int index = (block * Block) + (keys.IndexOf(least) is >= 0 and int found ? found : IndexOfLeast(keys));
        return index < _count ? index : -1;
    }

    private static int RoundUp(int count) => (count + Block - 1) / Block * Block;

    private static int Least(ReadOnlySpan<int> numbers)
    {
        // Two at once: one alone would wait for the minimum before.
        ReadOnlySpan<Vector128<int>> vectors = MemoryMarshal.Cast<int, Vector128<int>>(numbers);
        (Vector128<int> one, Vector128<int> other) = (vectors[0], vectors[1]);
        for (int i = 2; i < vectors.Length; i += 2)
        {
            one = Vector128.Min(one, vectors[i]);
            other = Vector128.Min(other, vectors[i + 1]);
        }

        one = Vector128.Min(one, other);
        one = Vector128.Min(one, Vector128.Shuffle(one, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Min(one, Vector128.Shuffle(one, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    private static int IndexOfLeast(ReadOnlySpan<int> numbers)
    {
        int found = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            found = numbers[i] < numbers[found] ? i : found;
        }

        return found;
    }
}
