namespace MeshGate.Lab.Links;

/// <summary>One direction of a link: reads from one device, and writes to the other when it is time. One thread alone uses it.</summary>
internal sealed class LinkDirection(TunDevice from, TunDevice to, Random random, Func<TimeSpan> now)
{
    /// <summary>Packets on the way at most; at 100 ms that is 81,920 a second.</summary>
    internal const int Capacity = 8192;

    // Read at most so many before what is due is written.
    private const int Batch = 32;

    private readonly LinkQueue _queue = new(Capacity);
    private readonly LinkShaper _shaper = new(random);
    private readonly byte[] _spare = GC.AllocateUninitializedArray<byte>(LinkQueue.BufferSize, pinned: true);
    private readonly int _source = from.Descriptor;
    private readonly int _sink = to.Descriptor;
    private bool _isCut;

    internal long Delivered { get; private set; }

    internal long Lost { get; private set; }

    internal long Cut { get; private set; }

    internal long Refused { get; private set; }

    internal long Overrun { get; private set; }

    internal Lateness Late { get; } = new();

    /// <summary>When the next packet has to be written; null when none is on the way.</summary>
    internal TimeSpan? NextArrival => _queue.NextArrival;

    internal void Apply(LinkState state)
    {
        _shaper.Apply(state.Spec);
        _isCut = state.IsCut;
        while (_isCut && _queue.Count > 0)
        {
            _queue.Return(_queue.Remove());
            Cut++;
        }
    }

    /// <summary>Reads what there is.</summary>
    internal void Read()
    {
        for (var i = 0; i < Batch; i++)
        {
            // Read also without room: packets that wait unread would look like a delay, not like a loss.
            var hasRoom = _queue.TryTake(out var slot);
            var length = (int)LinkSystemCalls.Read(_source, hasRoom ? _queue.Buffer(slot) : _spare, LinkQueue.BufferSize);
            if (length <= 0)
            {
                if (hasRoom)
                {
                    _queue.Return(slot);
                }

                return;
            }

            if (!hasRoom)
            {
                Overrun++;
            }
            else if (!IsAdmitted(slot, length))
            {
                _queue.Return(slot);
            }
        }
    }

    /// <summary>Writes what is due.</summary>
    internal void Write()
    {
        while (_queue.NextArrival is { } arrival && now() is var moment && moment >= arrival)
        {
            var slot = _queue.Remove();
            var packet = _queue.Packet(slot);
            if (LinkSystemCalls.Write(_sink, packet, (nuint)packet.Length) == packet.Length)
            {
                Delivered++;
            }
            else
            {
                Overrun++;
            }

            Late.Note(moment - arrival);
            _queue.Return(slot);
        }
    }

    private bool IsAdmitted(int slot, int length)
    {
        if (_isCut)
        {
            Cut++;
            return false;
        }

        switch (_shaper.Admit(now(), length, out var arrival))
        {
            case LinkVerdict.Deliver:
                _queue.Add(slot, length, arrival);
                return true;
            case LinkVerdict.Lose:
                Lost++;
                return false;
            default:
                Refused++;
                return false;
        }
    }
}
