using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace MeshGate.Cli.Tests.Clusters;

/// <summary>
/// An API server for command lines: answers a path with a text that was put there, and runs commands in pods by the WebSocket protocol of
/// <c>kubectl exec</c> (v4.channel.k8s.io). What it does not know is 404.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private const byte StandardOutput = 1;
    private const byte Outcome = 3;

    private readonly HttpListener _listener = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meshgate-fake");
    private readonly Task _serving;

    public FakeCluster()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = ServeAsync();
        Kubeconfig = WriteKubeconfig("config", "token: \"t0\"");
        Answers["/version"] = """{"major":"1","minor":"30","gitVersion":"v1.30.1"}""";
    }

    public Uri Address { get; }

    /// <summary>A kubeconfig file that leads here.</summary>
    public string Kubeconfig { get; }

    /// <summary>What GET answers, by path without query.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What a command in a pod prints, by the words of the command with spaces between; the first that the command begins with.</summary>
    public Dictionary<string, (int Code, string Output)> Programs { get; } = [];

    /// <summary>What was asked: method, path, and the Authorization header.</summary>
    public ConcurrentQueue<(string Method, string Path, string? Authorization)> Asked { get; } = new();

    /// <summary>The commands that were run in pods.</summary>
    public ConcurrentQueue<string> Ran { get; } = new();

    public string WriteKubeconfig(string name, string user)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(
            path,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: here
            contexts:
            - name: here
              context: { cluster: here, user: here }
            - name: nowhere
              context: { cluster: nowhere, user: here }
            clusters:
            - name: here
              cluster: { server: "{{Address}}" }
            - name: nowhere
              cluster: { server: "http://127.0.0.1:1" }
            users:
            - name: here
              user:
                {{user.ReplaceLineEndings("\n    ")}}
            """);
        return path;
    }

    public string WriteProgram(string name, string script)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs the command line against this cluster.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await MeshGateCommand.Create().Parse([.. arguments, "--kubeconfig", Kubeconfig])
            .InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath.TrimEnd('/');
        Asked.Enqueue((context.Request.HttpMethod, path, context.Request.Headers["Authorization"]));
        if (context.Request.IsWebSocketRequest)
        {
            await ExecuteAsync(context);
            return;
        }

        // Read to its end: what is left of a body would end the connection under the next request.
        await context.Request.InputStream.CopyToAsync(Stream.Null);
        HttpListenerResponse response = context.Response;
        bool isKnown = Answers.TryGetValue(path, out string? text);
        byte[] body = Encoding.UTF8.GetBytes(
            text ?? $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"{{path}} is not there"}""");
        response.StatusCode = isKnown ? 200 : 404;
        response.ContentType = text?.StartsWith('{') == false ? "text/plain" : "application/json";
        response.ContentLength64 = body.Length;
        response.KeepAlive = false;
        await response.OutputStream.WriteAsync(body);

        // Disposing of it would end the connection before everything is sent.
        response.Close();
    }

    private async Task ExecuteAsync(HttpListenerContext context)
    {
        string command = string.Join(' ', context.Request.QueryString.GetValues("command") ?? []);
        Ran.Enqueue(command);
        (int code, string printed) = Programs.FirstOrDefault(program => command.StartsWith(program.Key, StringComparison.Ordinal)).Value;
        HttpListenerWebSocketContext socket = await context.AcceptWebSocketAsync("v4.channel.k8s.io");
        await SendAsync(socket.WebSocket, StandardOutput, printed ?? string.Empty);
        await SendAsync(socket.WebSocket, Outcome, code == 0
            ? """{"metadata":{},"status":"Success"}"""
            : $$"""{"metadata":{},"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"{{code}}"}]} }""");
        await socket.WebSocket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static Task SendAsync(WebSocket socket, byte channel, string text)
        => socket.SendAsync(new ArraySegment<byte>([channel, .. Encoding.UTF8.GetBytes(text)]), WebSocketMessageType.Binary, true, CancellationToken.None);
}
