using System.Collections.Concurrent;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>How much a swarm asks of the API, from its start. Safe for concurrent use.</summary>
public sealed class RequestCounts
{
    private readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    private long _events;
    private long _failures;

    /// <summary>Calls, by verb.</summary>
    public IReadOnlyDictionary<string, long> Calls => new SortedDictionary<string, long>(_calls, StringComparer.Ordinal);

    /// <summary>All calls.</summary>
    public long Total => _calls.Values.Sum();

    /// <summary>Events that watches told.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Calls that failed after every repetition, for other reasons than that something is not there.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Counts a call.</summary>
    public void Called(string verb) => _calls.AddOrUpdate(verb, 1, static (_, count) => count + 1);

    /// <summary>Counts an event.</summary>
    public void Heard() => Interlocked.Increment(ref _events);

    /// <summary>Makes a call and counts it.</summary>
    public async Task<T> CountAsync<T>(string verb, Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Called(verb);
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not (OperationCanceledException or Kubernetes.Client.KubernetesApiException { Code: System.Net.HttpStatusCode.NotFound }))
        {
            Interlocked.Increment(ref _failures);
            throw;
        }
    }
}
