using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace MeshGate.Kubernetes.Tests.Fakes;

/// <summary>The server's end of one watch.</summary>
internal sealed class WatchScript
{
    private readonly Pipe _pipe = new();

    public Stream Stream => _pipe.Reader.AsStream();

    public WatchScript Event(string type, string json) => Raw($"{{\"type\":\"{type}\",\"object\":{json}}}\n");

    public WatchScript Bookmark(string version) => Event("BOOKMARK", $"{{\"metadata\":{{\"resourceVersion\":\"{version}\"}}}}");

    public WatchScript Raw(string text)
    {
        _pipe.Writer.Write(Encoding.UTF8.GetBytes(text));
        // The pipe has no limit to wait for here.
        _ = _pipe.Writer.FlushAsync().AsTask();
        return this;
    }

    public void Close() => _pipe.Writer.Complete();

    public void Break() => _pipe.Writer.Complete(new IOException("connection reset by peer"));
}
