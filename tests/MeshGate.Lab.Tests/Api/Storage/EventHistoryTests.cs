using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Tests.Api.Storage;

public sealed class EventHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Property]
    public void History_AnswersAsAFullRecordWould_WhateverIsForgotten(byte[]? steps)
    {
        var history = new EventHistory(TimeSpan.FromSeconds(10), 1, ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty);
        var states = new List<ImmutableSortedDictionary<ObjectKey, StoredObject>> { ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty };
        DateTimeOffset now = Start;
        long version = 1;
        foreach (byte step in steps ?? [])
        {
            now += TimeSpan.FromSeconds(step % 4);
            version++;
            var item = new StoredObject(new ObjectKey(string.Empty, $"n{step % 7}"), version, new JsonObject());
            states.Add(states[^1].SetItem(item.Key, item));
            history.Add(new StoreEvent(StoreEventType.Modified, version, item), states[^1], now);
        }

        for (long asked = 1; asked <= version; asked++)
        {
            bool isKept = asked >= history.Oldest;
            Assert.Equal(isKept ? states[(int)asked - 1] : null, history.At(asked));
            Assert.Equal(isKept ? version - asked : null, history.Since(asked)?.LongCount());
        }
    }

    [Fact]
    public void ForgetAll_MovesTheOldestVersion_AlsoWithoutEvents()
    {
        var history = new EventHistory(TimeSpan.FromSeconds(10), 1, ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty);

        history.ForgetAll(50);

        Assert.Null(history.Since(49));
        Assert.Empty(history.Since(50)!);
    }
}
