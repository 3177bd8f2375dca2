namespace MeshGate.Kubernetes.Client;

/// <summary>Reads an answer whole, up to a bound.</summary>
internal static class BoundedContent
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var expected = content.Headers.ContentLength is > 0 and var length && length <= maxBytes ? (int)length : Math.Min(4096, maxBytes);
        var buffer = new byte[expected];
        var used = 0;
        while (true)
        {
            if (used == buffer.Length)
            {
                // One byte more tells a full buffer from the end of the answer.
                var probe = new byte[1];
                if (await stream.ReadAsync(probe, cancellationToken) == 0)
                {
                    return buffer.AsMemory(0, used);
                }

                if (used >= maxBytes)
                {
                    throw new HttpRequestException($"the API server's answer exceeds {maxBytes} bytes");
                }

                Array.Resize(ref buffer, (int)Math.Min(maxBytes, Math.Max(4096, buffer.Length * 2L)));
                buffer[used++] = probe[0];
                continue;
            }

            var read = await stream.ReadAsync(buffer.AsMemory(used), cancellationToken);
            if (read == 0)
            {
                return buffer.AsMemory(0, used);
            }

            used += read;
        }
    }
}
