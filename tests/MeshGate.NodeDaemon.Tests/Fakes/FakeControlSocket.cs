using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.WireGuard;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>A place where a user-space WireGuard may listen, and the <c>wg</c> that is asked where nobody does.</summary>
internal sealed class FakeControlSocket : IProcessRunner, IDisposable
{
    private readonly List<string> _commands = [];

    /// <summary>Where the socket is, or would be.</summary>
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"meshgate-{Guid.NewGuid():n}.sock");

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Every process that was started, a line each.</summary>
    public IReadOnlyList<string> Commands => _commands;

    public WgTool Tool() => new("mesh0", this, Time, Path);

    public void Dispose() => File.Delete(Path);

    public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        _commands.Add($"{file} {string.Join(' ', arguments)}");
        return Task.FromResult(new ProcessResult(0, "hidden\t(none)\t7\toff\n", string.Empty));
    }

    public Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen(1);
        return listener;
    }

    /// <summary>Takes one request and answers it in pieces.</summary>
    /// <returns>The request.</returns>
    public static async Task<string> AnswerAsync(Socket listener, params string[] pieces)
    {
        using var asked = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(asked);
        var request = new StringBuilder();
        var buffer = new byte[256];
        while (!request.ToString().EndsWith("\n\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAtLeastAsync(buffer, 1, cancellationToken: TestContext.Current.CancellationToken);
            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        foreach (var piece in pieces)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), TestContext.Current.CancellationToken);
        }

        return request.ToString();
    }
}
