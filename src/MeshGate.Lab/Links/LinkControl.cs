using System.Net.Sockets;
using System.Text.Json;

namespace MeshGate.Lab.Links;

/// <summary>
/// How a lab tells a link what to be, over a socket in the lab's directory: a line with the JSON of a <see cref="LinkState"/>, or an empty
/// one that only asks. The answer is a line with the JSON of a <see cref="LinkReport"/>; a line that is neither closes the connection.
/// </summary>
public sealed class LinkControl(LinkForwarder forwarder)
{
    private const int LongestLine = 1024;

    /// <summary>Answers until cancelled, one connection after the other.</summary>
    /// <exception cref="SocketException">The path is taken, or too long for a socket.</exception>
    public async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        while (true)
        {
            using var connection = await listener.AcceptAsync(cancellationToken);
            try
            {
                await AnswerAsync(connection, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or JsonException)
            {
                // Whoever asked sees the connection close.
            }
        }
    }

    /// <summary>Asks a link, and tells it what to be unless <paramref name="state"/> is null.</summary>
    /// <exception cref="LabException">It does not answer.</exception>
    public static async Task<LinkReport> AskAsync(string path, LinkState? state, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            byte[] line = state is null ? [(byte)'\n'] : [.. JsonSerializer.SerializeToUtf8Bytes(state, LinkJsonContext.Default.LinkState), (byte)'\n'];
            await connection.SendAsync(line, cancellationToken);
            var answer = await ReadLineAsync(connection, cancellationToken);
            return JsonSerializer.Deserialize(answer.Span, LinkJsonContext.Default.LinkReport)
                ?? throw new JsonException("null is not a report");
        }
        catch (Exception e) when (e is SocketException or JsonException)
        {
            throw new LabException($"The link at {path} does not answer: {e.Message}", e);
        }
    }

    private async Task AnswerAsync(Socket connection, CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(connection, cancellationToken);
        if (line.Length > 0)
        {
            var state = JsonSerializer.Deserialize(line.Span, LinkJsonContext.Default.LinkState);
            if (state?.Spec is null || state.Spec.Problem is not null)
            {
                return;
            }

            forwarder.Apply(state);
        }

        byte[] answer = [.. JsonSerializer.SerializeToUtf8Bytes(forwarder.Report(), LinkJsonContext.Default.LinkReport), (byte)'\n'];
        await connection.SendAsync(answer, cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadLineAsync(Socket connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestLine];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await connection.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (buffer[length - 1] == '\n')
            {
                return buffer.AsMemory(0, length - 1);
            }
        }

        throw new JsonException("a line is missing, or too long");
    }
}
