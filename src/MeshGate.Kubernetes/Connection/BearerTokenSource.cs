namespace MeshGate.Kubernetes.Connection;

/// <summary>The bearer token in force. A token file is read again once a minute; while it cannot be read the last token stays.</summary>
internal sealed class BearerTokenSource(KubernetesConnection connection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private string? _token = connection.BearerToken;
    private long? _readAt;

    public string? Current()
    {
        if (connection.BearerTokenFile is not { } file)
        {
            return _token;
        }

        lock (_gate)
        {
            if (_readAt is not { } readAt || time.GetElapsedTime(readAt) >= Lifetime)
            {
                try
                {
                    var text = File.ReadAllText(file).Trim();
                    _token = text.Length > 0 ? text : _token;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Rotation replaces the file; a moment without it must not lose a token that still holds.
                }

                _readAt = time.GetTimestamp();
            }

            return _token;
        }
    }
}
