using System.Collections.Concurrent;
using System.Net;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Hosting;
using MeshGate.Operator.Topology;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Turn;

/// <summary>
/// Reads the Secrets that policies name for their TURN servers, each by its name, so that the operator needs neither a list nor a watch of
/// its namespace's Secrets. They are read again twice a minute; a change has the mesh planned anew.
/// </summary>
[EntityRbac(typeof(V1Secret), Verbs = RbacVerb.Get)]
public sealed class TurnSecrets(IKubernetesClient client, OperatorOptions options, CoalescingTrigger trigger, TimeProvider time, ILogger<TurnSecrets> logger) : IDisposable
{
    /// <summary>How often Secrets are read again.</summary>
    public static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(30);

    private const int MaxSecrets = 256;

    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private volatile HashSet<string> _names = [];

    /// <summary>Says which Secrets are named; those no longer named are forgotten.</summary>
    public void Want(IEnumerable<string> names)
    {
        HashSet<string> wanted = [.. names.Where(name => name.Length > 0).Take(MaxSecrets)];
        _names = wanted;
        foreach (string name in _readings.Keys.Where(name => !wanted.Contains(name)))
        {
            _readings.TryRemove(name, out _);
        }

        if (wanted.Any(name => !_readings.ContainsKey(name)))
        {
            Wake();
        }
    }

    /// <summary>The secret under a key of a Secret.</summary>
    public TurnSecretLookup Find(string name, string key)
    {
        if (!_readings.TryGetValue(name, out Reading? reading))
        {
            return new TurnSecretLookup(null, null);
        }

        if (reading.Problem is not null || reading.Data is null)
        {
            return new TurnSecretLookup(null, $".name: {reading.Problem ?? $"there is no Secret '{name}' in namespace '{options.OperatorNamespace}'"}");
        }

        if (!reading.Data.TryGetValue(key, out byte[]? value))
        {
            return new TurnSecretLookup(null, $".key: the Secret '{name}' has no key '{key}'");
        }

        ReadOnlyMemory<byte> trimmed = value.AsMemory().TrimEnd("\r\n"u8);
        return trimmed.Length is > 0 and <= TurnSecret.MaxLength
            ? new TurnSecretLookup(new TurnSecret(trimmed, $"{reading.Version}/{key}"), null)
            : new TurnSecretLookup(null, $".key: the value of '{key}' in the Secret '{name}' is empty or longer than {TurnSecret.MaxLength} bytes");
    }

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            bool changed = false;
            foreach (string name in _names.Order(StringComparer.Ordinal))
            {
                changed |= await ReadAsync(name, cancellationToken);
            }

            if (changed)
            {
                trigger.Signal();
            }

            using var patience = new CancellationTokenSource(ReadInterval, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await _wanted.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wanted.Dispose();

    private void Wake()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    private async Task<bool> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Reading reading;
        try
        {
            V1Secret? secret = await client.GetAsync(Resources.Secrets, new NamespacedName(options.OperatorNamespace, name), cancellationToken);
            reading = secret is null
                ? new Reading(null, null, null)
                : new Reading($"{secret.Metadata.Uid}/{secret.Metadata.ResourceVersion}", secret.Data ?? new Dictionary<string, byte[]>(), null);
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.Forbidden)
        {
            reading = new Reading(null, null, $"the operator may not read the Secret '{name}' in namespace '{options.OperatorNamespace}'");
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
        {
            // What was read before still holds; a server that does not answer says nothing about the Secret.
            logger.SecretUnread(name, e.Message);
            return false;
        }

        bool isChanged = !_readings.TryGetValue(name, out Reading? old) || old.Version != reading.Version || old.Problem != reading.Problem;
        if (isChanged && _names.Contains(name))
        {
            _readings[name] = reading;
            logger.SecretRead(name);
        }

        return isChanged;
    }

    private sealed record Reading(string? Version, IDictionary<string, byte[]>? Data, string? Problem);
}
